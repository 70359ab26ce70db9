-- Roles belong to the cluster, not to this database: another database may have made them already.
DO $$ BEGIN
  CREATE ROLE storefront_runtime NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
--> statement-breakpoint
DO $$ BEGIN
  CREATE ROLE storefront_operator NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO storefront_runtime, storefront_operator;
--> statement-breakpoint
-- Whatever the owner makes from here on, the two roles may use and neither owns.
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO storefront_runtime, storefront_operator;

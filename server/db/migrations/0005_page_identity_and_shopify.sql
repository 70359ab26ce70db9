ALTER TABLE "chat_sessions" ADD COLUMN "confirmed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "chat_sessions" ADD COLUMN "refuted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "identity_mode" text DEFAULT 'server' NOT NULL;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "shopify_domain" text DEFAULT '' NOT NULL;
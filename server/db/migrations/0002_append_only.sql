-- What happened stays: rows may be added, and aged out by the retention job, which acts as operator.
REVOKE UPDATE, DELETE ON audit_log FROM storefront_runtime;
--> statement-breakpoint
REVOKE UPDATE ON audit_log FROM storefront_operator;
--> statement-breakpoint
-- Code that every shop runs: only a server that starts, as operator, may add to it.
REVOKE INSERT, UPDATE, DELETE ON widget_chunks FROM storefront_runtime;

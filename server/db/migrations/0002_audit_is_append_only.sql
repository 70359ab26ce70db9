-- What happened stays: rows may be added, and aged out by the retention job, which acts as operator.
REVOKE UPDATE, DELETE ON audit_log FROM storefront_runtime;
--> statement-breakpoint
REVOKE UPDATE ON audit_log FROM storefront_operator;

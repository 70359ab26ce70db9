CREATE TABLE "customers" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"store_id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"identifier" text NOT NULL,
	"contact_id" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"proven_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "customers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "identity_keys" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"store_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"secret_sealed" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "identity_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "used_proofs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"store_id" uuid NOT NULL,
	"jti_hash" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "used_proofs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "chat_sessions" ADD COLUMN "customer_id" uuid;--> statement-breakpoint
ALTER TABLE "chat_sessions" ADD COLUMN "identified_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_keys" ADD CONSTRAINT "identity_keys_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "used_proofs" ADD CONSTRAINT "used_proofs_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "customers_external_id" ON "customers" USING btree ("store_id","external_id");--> statement-breakpoint
CREATE INDEX "identity_keys_store" ON "identity_keys" USING btree ("store_id","purpose","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "identity_keys_identifier" ON "identity_keys" USING btree ("store_id") WHERE purpose = 'identifier';--> statement-breakpoint
CREATE UNIQUE INDEX "used_proofs_jti" ON "used_proofs" USING btree ("store_id","jti_hash");--> statement-breakpoint
CREATE INDEX "used_proofs_expiry" ON "used_proofs" USING btree ("expires_at");--> statement-breakpoint
ALTER TABLE "chat_sessions" ADD CONSTRAINT "chat_sessions_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "customers_of_current_store" ON "customers" AS PERMISSIVE FOR ALL TO "storefront_runtime" USING ("customers"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid) WITH CHECK ("customers"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "customers_for_operator" ON "customers" AS PERMISSIVE FOR ALL TO "storefront_operator" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "identity_keys_of_current_store" ON "identity_keys" AS PERMISSIVE FOR ALL TO "storefront_runtime" USING ("identity_keys"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid) WITH CHECK ("identity_keys"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "identity_keys_for_operator" ON "identity_keys" AS PERMISSIVE FOR ALL TO "storefront_operator" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "used_proofs_of_current_store" ON "used_proofs" AS PERMISSIVE FOR ALL TO "storefront_runtime" USING ("used_proofs"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid) WITH CHECK ("used_proofs"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "used_proofs_for_operator" ON "used_proofs" AS PERMISSIVE FOR ALL TO "storefront_operator" USING (true) WITH CHECK (true);
CREATE TABLE "customer_attributes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"store_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"tier" text,
	"language" text,
	"has_orders" boolean,
	"written" jsonb DEFAULT '{}' NOT NULL,
	"checked_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "customer_attributes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "customer_attributes" ADD CONSTRAINT "customer_attributes_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_attributes" ADD CONSTRAINT "customer_attributes_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "customer_attributes_customer" ON "customer_attributes" USING btree ("store_id","customer_id");--> statement-breakpoint
CREATE INDEX "customer_attributes_checked" ON "customer_attributes" USING btree ("checked_at");--> statement-breakpoint
CREATE POLICY "customer_attributes_of_current_store" ON "customer_attributes" AS PERMISSIVE FOR ALL TO "storefront_runtime" USING ("customer_attributes"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid) WITH CHECK ("customer_attributes"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "customer_attributes_for_operator" ON "customer_attributes" AS PERMISSIVE FOR ALL TO "storefront_operator" USING (true) WITH CHECK (true);
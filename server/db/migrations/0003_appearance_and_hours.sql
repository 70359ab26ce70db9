CREATE TABLE "chat_outcomes" (
	"store_id" uuid NOT NULL,
	"day" date NOT NULL,
	"outcome" text NOT NULL,
	"count" integer NOT NULL,
	"total_ms" bigint NOT NULL,
	CONSTRAINT "chat_outcomes_store_id_day_outcome_pk" PRIMARY KEY("store_id","day","outcome")
);
--> statement-breakpoint
ALTER TABLE "chat_outcomes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "offset_x" integer DEFAULT 20 NOT NULL;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "offset_y" integer DEFAULT 20 NOT NULL;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "size" integer DEFAULT 56 NOT NULL;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "z_index" integer DEFAULT 2147482999 NOT NULL;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "hidden_on" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "hidden_under" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "languages" text[];--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "opening_hours" jsonb;--> statement-breakpoint
ALTER TABLE "chat_outcomes" ADD CONSTRAINT "chat_outcomes_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "chat_outcomes_of_current_store" ON "chat_outcomes" AS PERMISSIVE FOR ALL TO "storefront_runtime" USING ("chat_outcomes"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid) WITH CHECK ("chat_outcomes"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "chat_outcomes_for_operator" ON "chat_outcomes" AS PERMISSIVE FOR ALL TO "storefront_operator" USING (true) WITH CHECK (true);--> statement-breakpoint
-- Words have a language from now on: what a store has said so far is in its own.
UPDATE "stores" SET "texts" = jsonb_build_object("locale", "texts") WHERE "texts" <> '{}'::jsonb;

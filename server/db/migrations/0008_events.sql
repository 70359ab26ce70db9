CREATE TABLE "analytics_days" (
	"store_id" uuid NOT NULL,
	"day" date NOT NULL,
	"numbers" jsonb NOT NULL,
	"summed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "analytics_days_store_id_day_pk" PRIMARY KEY("store_id","day")
);
--> statement-breakpoint
ALTER TABLE "analytics_days" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "events" (
	"store_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"type" text NOT NULL,
	"source" text NOT NULL,
	"visitor_id" uuid,
	"customer_id" uuid,
	"occurred_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"page" jsonb,
	"data" jsonb DEFAULT '{}' NOT NULL,
	CONSTRAINT "events_store_id_id_pk" PRIMARY KEY("store_id","id")
) PARTITION BY RANGE ("id");
--> statement-breakpoint
ALTER TABLE "events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "visitor_erasures" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"store_id" uuid NOT NULL,
	"visitor_hash" text NOT NULL,
	"events" integer NOT NULL,
	"erased_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "visitor_erasures" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "visitors" (
	"store_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"consent" jsonb NOT NULL,
	"consent_at" timestamp with time zone NOT NULL,
	"session_id" uuid,
	"customer_id" uuid,
	"page" jsonb,
	"item" jsonb,
	"cart" jsonb,
	"page_at" timestamp with time zone,
	"item_at" timestamp with time zone,
	"cart_at" timestamp with time zone,
	"shown" jsonb,
	"shown_conversation_id" integer,
	"next_try_at" timestamp with time zone,
	"first_seen_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "visitors_store_id_id_pk" PRIMARY KEY("store_id","id")
);
--> statement-breakpoint
ALTER TABLE "visitors" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "is_tracking_on" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "show_activity" text DEFAULT 'conversation' NOT NULL;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "event_retention_days" integer DEFAULT 90 NOT NULL;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "attribution_days" integer DEFAULT 7 NOT NULL;--> statement-breakpoint
ALTER TABLE "analytics_days" ADD CONSTRAINT "analytics_days_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visitor_erasures" ADD CONSTRAINT "visitor_erasures_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visitors" ADD CONSTRAINT "visitors_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visitors" ADD CONSTRAINT "visitors_session_id_chat_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."chat_sessions"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visitors" ADD CONSTRAINT "visitors_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "analytics_days_day" ON "analytics_days" USING btree ("day");--> statement-breakpoint
CREATE INDEX "events_visitor" ON "events" USING btree ("store_id","visitor_id","id");--> statement-breakpoint
CREATE INDEX "events_purchases" ON "events" USING btree ("store_id","id") WHERE type = 'purchase';--> statement-breakpoint
CREATE UNIQUE INDEX "visitor_erasures_visitor" ON "visitor_erasures" USING btree ("store_id","visitor_hash");--> statement-breakpoint
CREATE INDEX "visitor_erasures_at" ON "visitor_erasures" USING btree ("erased_at");--> statement-breakpoint
CREATE INDEX "visitors_session" ON "visitors" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "visitors_customer" ON "visitors" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "visitors_last_seen" ON "visitors" USING btree ("last_seen_at");--> statement-breakpoint
CREATE POLICY "analytics_days_of_current_store" ON "analytics_days" AS PERMISSIVE FOR ALL TO "storefront_runtime" USING ("analytics_days"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid) WITH CHECK ("analytics_days"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "analytics_days_for_operator" ON "analytics_days" AS PERMISSIVE FOR ALL TO "storefront_operator" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "events_of_current_store" ON "events" AS PERMISSIVE FOR ALL TO "storefront_runtime" USING ("events"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid) WITH CHECK ("events"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "events_for_operator" ON "events" AS PERMISSIVE FOR ALL TO "storefront_operator" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "visitor_erasures_of_current_store" ON "visitor_erasures" AS PERMISSIVE FOR ALL TO "storefront_runtime" USING ("visitor_erasures"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid) WITH CHECK ("visitor_erasures"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "visitor_erasures_for_operator" ON "visitor_erasures" AS PERMISSIVE FOR ALL TO "storefront_operator" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "visitors_of_current_store" ON "visitors" AS PERMISSIVE FOR ALL TO "storefront_runtime" USING ("visitors"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid) WITH CHECK ("visitors"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "visitors_for_operator" ON "visitors" AS PERMISSIVE FOR ALL TO "storefront_operator" USING (true) WITH CHECK (true);--> statement-breakpoint
-- The server owns nothing, so it asks these two for weeks to come and for old ones to go. A week is called by its Monday.
CREATE FUNCTION "lowest_event_id"("at" timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT
SET search_path = pg_catalog AS $$
	SELECT (lpad(to_hex(floor(extract(epoch FROM "at") * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;--> statement-breakpoint
CREATE FUNCTION "make_event_partitions"("first" timestamptz, "last" timestamptz) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public SET timezone = 'UTC' AS $$
DECLARE
	"week" timestamptz;
	"name" text;
	"made" integer := 0;
BEGIN
	IF "last" > "first" + interval '1 year' THEN RAISE EXCEPTION 'a year of weeks at most'; END IF;
	PERFORM pg_advisory_xact_lock(hashtext('storefront-chat event partitions'));
	FOR "week" IN SELECT generate_series(date_trunc('week', "first"), date_trunc('week', "last"), interval '1 week') LOOP
		"name" := 'events_' || to_char("week", 'YYYYMMDD');
		CONTINUE WHEN to_regclass('public.' || "name") IS NOT NULL;
		EXECUTE format('CREATE TABLE public.%I PARTITION OF public.events FOR VALUES FROM (%L) TO (%L)',
			"name", public.lowest_event_id("week"), public.lowest_event_id("week" + interval '1 week'));
		-- Reached through its parent alone, whose policies hold there.
		EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', "name");
		EXECUTE format('REVOKE ALL ON public.%I FROM storefront_runtime, storefront_operator', "name");
		"made" := "made" + 1;
	END LOOP;
	RETURN "made";
END $$;--> statement-breakpoint
CREATE FUNCTION "drop_event_partitions"("before" timestamptz) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public SET timezone = 'UTC' AS $$
DECLARE
	"name" text;
	"dropped" integer := 0;
BEGIN
	PERFORM pg_advisory_xact_lock(hashtext('storefront-chat event partitions'));
	FOR "name" IN
		SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
		WHERE i.inhparent = 'public.events'::regclass
			AND to_date(substr(c.relname, 8), 'YYYYMMDD') + interval '1 week' <= "before"
	LOOP
		EXECUTE format('DROP TABLE public.%I', "name");
		"dropped" := "dropped" + 1;
	END LOOP;
	RETURN "dropped";
END $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION "make_event_partitions"(timestamptz, timestamptz), "drop_event_partitions"(timestamptz) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION "make_event_partitions"(timestamptz, timestamptz), "drop_event_partitions"(timestamptz) TO storefront_operator;--> statement-breakpoint
SELECT "make_event_partitions"(now() - interval '2 weeks', now() + interval '2 weeks');

CREATE TABLE "audit_log" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"store_id" uuid,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_log" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "chat_sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"store_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"claimed_token_sealed" text,
	"visitor_token_sealed" text,
	"bound_at" timestamp with time zone,
	"awaited_until" timestamp with time zone,
	"visitor_key" text,
	"contact_id" integer,
	"page" jsonb,
	"locale" text,
	"user_agent" text,
	"accept_language" text,
	"lease_token" uuid,
	"leased_until" timestamp with time zone,
	"next_try_at" timestamp with time zone,
	"failed_tries" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "chat_sessions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "setup_steps" (
	"store_id" uuid NOT NULL,
	"step" text NOT NULL,
	"result" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"applied" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "setup_steps_store_id_step_pk" PRIMARY KEY("store_id","step")
);
--> statement-breakpoint
ALTER TABLE "setup_steps" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"installation_id" uuid NOT NULL,
	"chatwoot_account_id" integer,
	"name" text NOT NULL,
	"admin_user_id" integer,
	"admin_email" text,
	"admin_token_sealed" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "accounts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "inboxes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"store_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"locale" text DEFAULT 'en' NOT NULL,
	"chatwoot_inbox_id" integer NOT NULL,
	"website_token" text,
	"inbox_identifier_sealed" text,
	"hmac_token_sealed" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "inboxes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "installations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"base_url" text NOT NULL,
	"platform_token_sealed" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "installations_base_url_unique" UNIQUE("base_url")
);
--> statement-breakpoint
ALTER TABLE "installations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "stores" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"account_id" uuid,
	"origins" text[] NOT NULL,
	"is_widget_on" boolean DEFAULT true NOT NULL,
	"is_chat_on" boolean DEFAULT true NOT NULL,
	"color" text DEFAULT '#1f5eff' NOT NULL,
	"position" text DEFAULT 'right' NOT NULL,
	"locale" text DEFAULT 'en' NOT NULL,
	"texts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "stores_key_unique" UNIQUE("key")
);
--> statement-breakpoint
ALTER TABLE "stores" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "widget_chunks" (
	"file" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"last_built_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "widget_chunks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"store_id" uuid NOT NULL,
	"submission_id" uuid NOT NULL,
	"after_message_id" bigint,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	"outcome" text,
	"failure" text
);
--> statement-breakpoint
ALTER TABLE "deliveries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "submissions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"store_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"idempotency_key" uuid NOT NULL,
	"body_hash" text NOT NULL,
	"sequence" integer NOT NULL,
	"reference" text NOT NULL,
	"text" text NOT NULL,
	"page" jsonb,
	"locale" text,
	"reason" text,
	"contact_email" text,
	"contact_name" text,
	"details_noted_at" timestamp with time zone,
	"written_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"state" text DEFAULT 'received' NOT NULL,
	"delivered_at" timestamp with time zone,
	"chatwoot_message_id" bigint,
	"chatwoot_conversation_id" integer,
	"failure" text,
	"http_request_id" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "submissions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "chat_sessions" ADD CONSTRAINT "chat_sessions_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "setup_steps" ADD CONSTRAINT "setup_steps_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_installation_id_installations_id_fk" FOREIGN KEY ("installation_id") REFERENCES "public"."installations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inboxes" ADD CONSTRAINT "inboxes_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inboxes" ADD CONSTRAINT "inboxes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stores" ADD CONSTRAINT "stores_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_submission_id_submissions_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submissions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_session_id_chat_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."chat_sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_log_at" ON "audit_log" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "chat_sessions_request" ON "chat_sessions" USING btree ("store_id","request_id");--> statement-breakpoint
CREATE INDEX "chat_sessions_visitor" ON "chat_sessions" USING btree ("store_id","visitor_key");--> statement-breakpoint
CREATE INDEX "chat_sessions_created" ON "chat_sessions" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_chatwoot_id" ON "accounts" USING btree ("installation_id","chatwoot_account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "inboxes_purpose" ON "inboxes" USING btree ("store_id","purpose","locale");--> statement-breakpoint
CREATE INDEX "inboxes_chatwoot_id" ON "inboxes" USING btree ("account_id","chatwoot_inbox_id");--> statement-breakpoint
CREATE INDEX "stores_account" ON "stores" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "deliveries_submission" ON "deliveries" USING btree ("submission_id","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "submissions_idempotency" ON "submissions" USING btree ("store_id","idempotency_key");--> statement-breakpoint
CREATE UNIQUE INDEX "submissions_reference" ON "submissions" USING btree ("store_id","reference");--> statement-breakpoint
CREATE UNIQUE INDEX "submissions_chatwoot_message" ON "submissions" USING btree ("store_id","chatwoot_message_id");--> statement-breakpoint
CREATE INDEX "submissions_lane" ON "submissions" USING btree ("session_id","sequence");--> statement-breakpoint
CREATE INDEX "submissions_open" ON "submissions" USING btree ("state","received_at");--> statement-breakpoint
CREATE POLICY "audit_log_of_current_store" ON "audit_log" AS PERMISSIVE FOR ALL TO "storefront_runtime" USING ("audit_log"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid) WITH CHECK ("audit_log"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "audit_log_for_operator" ON "audit_log" AS PERMISSIVE FOR ALL TO "storefront_operator" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "chat_sessions_of_current_store" ON "chat_sessions" AS PERMISSIVE FOR ALL TO "storefront_runtime" USING ("chat_sessions"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid) WITH CHECK ("chat_sessions"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "chat_sessions_for_operator" ON "chat_sessions" AS PERMISSIVE FOR ALL TO "storefront_operator" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "setup_steps_of_current_store" ON "setup_steps" AS PERMISSIVE FOR ALL TO "storefront_runtime" USING ("setup_steps"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid) WITH CHECK ("setup_steps"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "setup_steps_for_operator" ON "setup_steps" AS PERMISSIVE FOR ALL TO "storefront_operator" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "accounts_of_current_store" ON "accounts" AS PERMISSIVE FOR ALL TO "storefront_runtime" USING (exists (select 1 from stores s where s.account_id = accounts.id and s.id = nullif(current_setting('app.store_id', true), '')::uuid)) WITH CHECK (exists (select 1 from stores s where s.account_id = accounts.id and s.id = nullif(current_setting('app.store_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "accounts_for_operator" ON "accounts" AS PERMISSIVE FOR ALL TO "storefront_operator" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "inboxes_of_current_store" ON "inboxes" AS PERMISSIVE FOR ALL TO "storefront_runtime" USING ("inboxes"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid) WITH CHECK ("inboxes"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "inboxes_for_operator" ON "inboxes" AS PERMISSIVE FOR ALL TO "storefront_operator" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "installations_of_current_store" ON "installations" AS PERMISSIVE FOR ALL TO "storefront_runtime" USING (exists (select 1 from accounts a join stores s on s.account_id = a.id
        where a.installation_id = installations.id and s.id = nullif(current_setting('app.store_id', true), '')::uuid)) WITH CHECK (exists (select 1 from accounts a join stores s on s.account_id = a.id
        where a.installation_id = installations.id and s.id = nullif(current_setting('app.store_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "installations_for_operator" ON "installations" AS PERMISSIVE FOR ALL TO "storefront_operator" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "stores_of_current_store" ON "stores" AS PERMISSIVE FOR ALL TO "storefront_runtime" USING ("stores"."id" = nullif(current_setting('app.store_id', true), '')::uuid) WITH CHECK ("stores"."id" = nullif(current_setting('app.store_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "stores_for_operator" ON "stores" AS PERMISSIVE FOR ALL TO "storefront_operator" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "widget_chunks_of_current_store" ON "widget_chunks" AS PERMISSIVE FOR ALL TO "storefront_runtime" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "widget_chunks_for_operator" ON "widget_chunks" AS PERMISSIVE FOR ALL TO "storefront_operator" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "deliveries_of_current_store" ON "deliveries" AS PERMISSIVE FOR ALL TO "storefront_runtime" USING ("deliveries"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid) WITH CHECK ("deliveries"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "deliveries_for_operator" ON "deliveries" AS PERMISSIVE FOR ALL TO "storefront_operator" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "submissions_of_current_store" ON "submissions" AS PERMISSIVE FOR ALL TO "storefront_runtime" USING ("submissions"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid) WITH CHECK ("submissions"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "submissions_for_operator" ON "submissions" AS PERMISSIVE FOR ALL TO "storefront_operator" USING (true) WITH CHECK (true);
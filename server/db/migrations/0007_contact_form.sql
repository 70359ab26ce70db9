CREATE TABLE "file_chunks" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"store_id" uuid NOT NULL,
	"file_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"content" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "file_chunks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "files" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"store_id" uuid NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	"storage" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "files" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "mail_senders" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"store_id" uuid NOT NULL,
	"sender" text NOT NULL,
	"smtp_url_sealed" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "mail_senders" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "mails" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"store_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"about" text NOT NULL,
	"recipient" text NOT NULL,
	"facts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"message_id" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"next_try_at" timestamp with time zone,
	"failure" text,
	"sent_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "mails" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "replies" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"store_id" uuid NOT NULL,
	"chatwoot_message_id" bigint NOT NULL,
	"chatwoot_conversation_id" integer NOT NULL,
	"written_at" timestamp with time zone NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "replies" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "reply_cursors" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"store_id" uuid NOT NULL,
	"chatwoot_conversation_id" integer NOT NULL,
	"last_message_id" bigint NOT NULL,
	"checked_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "reply_cursors" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"store_id" uuid NOT NULL,
	"delivery_id" text NOT NULL,
	"event" text NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "webhook_subscriptions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"store_id" uuid NOT NULL,
	"chatwoot_webhook_id" integer NOT NULL,
	"secret_sealed" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "webhook_subscriptions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "chat_sessions" ADD COLUMN "claim_hash" text;--> statement-breakpoint
ALTER TABLE "chat_sessions" ADD COLUMN "claimed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "mode" text DEFAULT 'chat' NOT NULL;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "form" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "deliver_to" text DEFAULT 'conversation' NOT NULL;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "proof_of_work" text DEFAULT 'under-attack' NOT NULL;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "support_email" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "outage_notice_minutes" integer DEFAULT 30 NOT NULL;--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "file_id" uuid;--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "answers" jsonb;--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "cart" jsonb;--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "consent" jsonb;--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "delay_noted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "failed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "file_chunks" ADD CONSTRAINT "file_chunks_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_chunks" ADD CONSTRAINT "file_chunks_file_id_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."files"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_senders" ADD CONSTRAINT "mail_senders_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replies" ADD CONSTRAINT "replies_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply_cursors" ADD CONSTRAINT "reply_cursors_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_subscriptions" ADD CONSTRAINT "webhook_subscriptions_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "file_chunks_position" ON "file_chunks" USING btree ("file_id","position");--> statement-breakpoint
CREATE INDEX "files_created" ON "files" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "mail_senders_store" ON "mail_senders" USING btree ("store_id");--> statement-breakpoint
CREATE UNIQUE INDEX "mails_about" ON "mails" USING btree ("store_id","kind","about");--> statement-breakpoint
CREATE INDEX "mails_open" ON "mails" USING btree ("state","created_at");--> statement-breakpoint
CREATE INDEX "mails_recipient" ON "mails" USING btree ("store_id","recipient","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "replies_message" ON "replies" USING btree ("store_id","chatwoot_message_id");--> statement-breakpoint
CREATE INDEX "replies_due" ON "replies" USING btree ("state","due_at");--> statement-breakpoint
CREATE INDEX "replies_conversation" ON "replies" USING btree ("store_id","chatwoot_conversation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "reply_cursors_conversation" ON "reply_cursors" USING btree ("store_id","chatwoot_conversation_id");--> statement-breakpoint
CREATE INDEX "reply_cursors_checked" ON "reply_cursors" USING btree ("checked_at");--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_deliveries_delivery" ON "webhook_deliveries" USING btree ("store_id","delivery_id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_received" ON "webhook_deliveries" USING btree ("received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_subscriptions_store" ON "webhook_subscriptions" USING btree ("store_id");--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_file_id_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."files"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "file_chunks_of_current_store" ON "file_chunks" AS PERMISSIVE FOR ALL TO "storefront_runtime" USING ("file_chunks"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid) WITH CHECK ("file_chunks"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "file_chunks_for_operator" ON "file_chunks" AS PERMISSIVE FOR ALL TO "storefront_operator" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "files_of_current_store" ON "files" AS PERMISSIVE FOR ALL TO "storefront_runtime" USING ("files"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid) WITH CHECK ("files"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "files_for_operator" ON "files" AS PERMISSIVE FOR ALL TO "storefront_operator" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "mail_senders_of_current_store" ON "mail_senders" AS PERMISSIVE FOR ALL TO "storefront_runtime" USING ("mail_senders"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid) WITH CHECK ("mail_senders"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "mail_senders_for_operator" ON "mail_senders" AS PERMISSIVE FOR ALL TO "storefront_operator" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "mails_of_current_store" ON "mails" AS PERMISSIVE FOR ALL TO "storefront_runtime" USING ("mails"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid) WITH CHECK ("mails"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "mails_for_operator" ON "mails" AS PERMISSIVE FOR ALL TO "storefront_operator" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "replies_of_current_store" ON "replies" AS PERMISSIVE FOR ALL TO "storefront_runtime" USING ("replies"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid) WITH CHECK ("replies"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "replies_for_operator" ON "replies" AS PERMISSIVE FOR ALL TO "storefront_operator" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "reply_cursors_of_current_store" ON "reply_cursors" AS PERMISSIVE FOR ALL TO "storefront_runtime" USING ("reply_cursors"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid) WITH CHECK ("reply_cursors"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "reply_cursors_for_operator" ON "reply_cursors" AS PERMISSIVE FOR ALL TO "storefront_operator" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "webhook_deliveries_of_current_store" ON "webhook_deliveries" AS PERMISSIVE FOR ALL TO "storefront_runtime" USING ("webhook_deliveries"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid) WITH CHECK ("webhook_deliveries"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "webhook_deliveries_for_operator" ON "webhook_deliveries" AS PERMISSIVE FOR ALL TO "storefront_operator" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "webhook_subscriptions_of_current_store" ON "webhook_subscriptions" AS PERMISSIVE FOR ALL TO "storefront_runtime" USING ("webhook_subscriptions"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid) WITH CHECK ("webhook_subscriptions"."store_id" = nullif(current_setting('app.store_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "webhook_subscriptions_for_operator" ON "webhook_subscriptions" AS PERMISSIVE FOR ALL TO "storefront_operator" USING (true) WITH CHECK (true);
/** All tables, for the migration generator and for tests that ask about every one of them. */
export * from '../analytics/tables.ts';
export * from '../audit/tables.ts';
export * from '../chat-outcomes/tables.ts';
export * from '../chat-sessions/tables.ts';
export * from '../customer-attributes/tables.ts';
export * from '../events/tables.ts';
export * from '../files/tables.ts';
export * from '../identity/tables.ts';
export * from '../mail/tables.ts';
export * from '../provisioning/tables.ts';
export * from '../replies/tables.ts';
export * from '../stores/tables.ts';
export * from '../submissions/tables.ts';
export * from '../webhooks/tables.ts';

import { z } from 'zod';

/** The shop's word for who is signed in, and what shows that this tab asked for it. */
export const proofSchema = z.object({
  jwt: z.string().max(4000).describe('The shop’s proof of who is signed in, over the challenge of `verifier`.'),
  verifier: z.string().max(128).describe('Its SHA-256, as base64url, is the challenge in `jwt`.'),
});

/** `POST /v1/stores/{storeKey}/identity`: for a store whose pages tell Chatwoot themselves who a customer is. */
export const identityRequestSchema = proofSchema.strict();

/** What the SDK's `setUser(identifier, user)` takes. No address, and nothing of the shop's own id of the customer. */
export const identityAnswerSchema = z.object({
  identifier: z.string().describe('What Chatwoot knows this customer by: opaque, and different in each store.'),
  user: z.object({
    name: z.string().describe('As agents know them already: `setUser` wants a name and would overwrite it.'),
    identifier_hash: z.string().describe('Signs the identifier. It never ends: keep it out of storage and of logs.'),
  }),
});
export type IdentityAnswer = z.infer<typeof identityAnswerSchema>;

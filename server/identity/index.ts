/** The door of this folder: what the rest of the server may use. */
export { customerIdSchema } from './customer-id.ts';
export { type Customer, findCustomer, findOrCreateCustomer, linkContact } from './customers.ts';
export { followContact } from './follow-contact.ts';
export { identifierHash } from './identifier-hash.ts';
export {
  activeSecrets,
  identityKeyPlace,
  type KeyPurpose,
  keyPurposes,
  listIdentityKeys,
  retireIdentityKeys,
  rotateIdentityKey,
} from './identity-keys.ts';
export { pageIdentityRoutes } from './page-routes.ts';
export { type ApiKeyDeps, requireApiKey, storeOfApiKey } from './require-api-key.ts';
export { identityRoutes } from './routes.ts';
export { setShopifySecret } from './set-shopify-secret.ts';
export { signForCustomer } from './sign-for-customer.ts';
export { challengeOf, isSame } from './signed-proof.ts';
export { takeCountedProof } from './take-counted-proof.ts';
export { deleteUsedProofs, type IdentityDeps, type TakenProof, takeProof } from './take-proof.ts';

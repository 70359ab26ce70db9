/** The door of this folder: what the rest of the server may use. */
export { type Customer, findCustomer, linkContact } from './customers.ts';
export { identifierHash } from './identifier-hash.ts';
export {
  identityKeyPlace,
  type KeyPurpose,
  listIdentityKeys,
  retireIdentityKeys,
  rotateIdentityKey,
} from './identity-keys.ts';
export { identityRoutes } from './routes.ts';
export { challengeOf } from './signed-proof.ts';
export { deleteUsedProofs, type TakenProof, takeProof } from './take-proof.ts';

interface Policy {
  createScriptURL(address: string): unknown;
}
interface WithTrustedTypes {
  trustedTypes?: { createPolicy(name: string, rules: Policy): Policy };
}

/** A name can be taken once, so the policy is kept, and kept to ourselves. */
let policy: Policy | undefined;

/**
 * An address that may become a script's where the page enforces Trusted Types, if the page lets our policy
 * `storefront-chat` be. If not, the address stays a text: the page's `default` policy may pass it.
 */
export function trustedAddress(address: string): string {
  try {
    policy ??= (window as WithTrustedTypes).trustedTypes?.createPolicy('storefront-chat', {
      createScriptURL: (url) => url,
    });
  } catch {
    // Refused: what is not enforced needs none, and what is enforced is told by the one who uses the address.
  }
  // The types of the DOM know texts alone.
  return (policy?.createScriptURL(address) ?? address) as string;
}

import { allowsInlineStyle, allowsRequest, allowsScript, type ContentPolicy, parsePolicies } from './csp-allows.ts';
import type { Examination, Standing } from './examination.ts';
import { resolveAddress } from './resolve-address.ts';

export interface PagePolicy {
  policy: ContentPolicy;
  /** Of its `<meta>`, which counts for what comes after it; 0: a header. */
  order: number;
}

/** What a page's policies keep away, in words. */
export interface KeptAway {
  /** The tag and what it fetches. */
  script: string[];
  /** Our server. */
  server: string[];
  /** Chatwoot's own window. */
  chat: string[];
  sound: string[];
}

/** The policies that a page obeys: those of its header and those of its head. */
export function enforcedPolicies({ page, content }: Examination): PagePolicy[] {
  const ofMeta = content.metas.filter(({ httpEquiv }) => httpEquiv === 'content-security-policy');
  return [
    ...headerPolicies(page.headers.get('content-security-policy')),
    ...ofMeta.flatMap(({ content: value, order }) => parsePolicies(value).map((policy) => ({ policy, order }))),
  ];
}

export function headerPolicies(header: string | null): PagePolicy[] {
  return parsePolicies(header).map((policy) => ({ policy, order: 0 }));
}

/** What chat needs of the page, and does not get. Nothing is missed of a Chatwoot that the store does not use. */
export function keptAway(policies: PagePolicy[], standing: Standing, { page, settings }: Examination): KeptAway {
  const { server, storeKey, carrier, loader } = standing;
  const nonce = carrier?.attributes.nonce ?? loader?.script.attributes.nonce;
  const composer = (standing.assets ?? settings?.assets)?.replace('*', 'composer');
  const chatwoot = settings?.chat ? settings.chatwoot?.baseUrl : undefined;
  return {
    script: [
      ...(loader && !isTagAllowed(loader) ? ['the tag (script-src)'] : []),
      ...(isAdded(composer) ? [] : ['the box that a press opens (script-src)']),
    ],
    server: isAsked('connect-src', `${server}/v1/stores/${storeKey}/`) ? [] : [`${server} (connect-src)`],
    chat: chatwoot ? ofChat(chatwoot) : [],
    sound: !chatwoot || isAsked('connect-src', `${chatwoot}/`) ? [] : ["Chatwoot's sound (connect-src)"],
  };

  function ofChat(baseUrl: string): string[] {
    const isStyled = policies.every(({ policy }) => allowsInlineStyle(policy));
    return [
      ...(isAdded(`${baseUrl}/packs/js/sdk.js`) ? [] : ["Chatwoot's script (script-src)"]),
      ...(isAsked('frame-src', `${baseUrl}/widget`) ? [] : ["Chatwoot's frame (frame-src)"]),
      ...(isStyled ? [] : ["the SDK's styles (style-src 'unsafe-inline')"]),
    ];
  }

  /** What is no address is a fault of its own. */
  function isAdded(address: string | undefined): boolean {
    const url = resolveAddress(address, page.url);
    return (
      !url || policies.every(({ policy }) => allowsScript(policy, { url, nonce, isParserInserted: false }, page.url))
    );
  }

  function isAsked(directive: 'connect-src' | 'frame-src', address: string): boolean {
    const url = resolveAddress(address, page.url);
    return !url || policies.every(({ policy }) => allowsRequest(policy, directive, url, page.url));
  }

  function isTagAllowed({ script, address: url }: NonNullable<Standing['loader']>): boolean {
    const { nonce: own, integrity } = script.attributes;
    const request = { url, nonce: own, integrity, isParserInserted: true };
    return policies.every(({ policy, order }) => order > script.order || allowsScript(policy, request, page.url));
  }
}

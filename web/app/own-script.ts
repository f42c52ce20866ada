// Trusted Types' one policy, by which workers, their threads and the service worker are begun: where the content security
// policy is in force, no string is a script's address any more. The page's own scripts pass, those of its folder: on
// some hosts other people's pages have the same origin.

interface Policy {
  createScriptURL(address: string): string;
}

declare global {
  /** TypeScript does not know it. What a policy gives is taken wherever a script's address is wanted. */
  var trustedTypes: { createPolicy(name: string, policy: Policy): Policy } | undefined;
}

const { url: here } = import.meta; // in assets/, or what is being worked on
const folder = new URL('..', here).href;

const policy: Policy = {
  createScriptURL(address) {
    const { href } = new URL(address, folder);
    if (!href.startsWith(folder)) throw new TypeError(`${href} is no script of this page`);
    return href;
  },
};

/** Browsers without Trusted Types get the same address, by the same rule. */
const trusted = globalThis.trustedTypes?.createPolicy('inkling', policy) ?? policy;

export const ownScript = (address: string | URL): string => trusted.createScriptURL(String(address));

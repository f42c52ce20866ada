// What the page's server answers with, and the part of it that the page repeats in a <meta> for hosts that set no
// headers. Nothing may come from another origin, no script may be made from text, nor markup; WebAssembly is the one exception.

const policy = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self'",
  'manifest-src': "'self'",
  'connect-src': "'self'",
  'img-src': "'self'",
  'style-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': 'inkling', // web/app/own-script.ts
};

/** @param {Record<string, string>} directives */
const policyText = (directives) =>
  Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');

/** For the <meta>, where browsers ignore frame-ancestors. */
export const metaPolicy = policyText(policy);

/** For every response: a worker gets its policy from its own script's response, not from the page. */
export const securityHeaders = {
  'Content-Security-Policy': policyText({ ...policy, 'frame-ancestors': "'none'" }),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

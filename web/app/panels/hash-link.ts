// Links to runs.

/** The tutorial's own run has an empty hash, but a link without one would lead to the top of the page. */
export const hashLink = (hash: string): string => `#${hash || 'lr=0.001'}`;

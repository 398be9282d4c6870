import { createRequire } from 'node:module';

/** The version of the package, from its package.json. */
export const version: string = (createRequire(import.meta.url)('../package.json') as { version: string }).version;

declare const SOURCE_HASH: string | undefined;

/** Differs where the program does, though its version may not: a hash of the source, put in by the build. */
export const fingerprint: string = typeof SOURCE_HASH === 'undefined' ? 'source' : SOURCE_HASH;

import type { Digest } from "./pseudonym.ts";

const PRIME = 16_777_619;

/** A digest that is good enough to tell texts apart: 32 bytes of FNV-1a under a key. */
export function digestOf(key: string): Digest {
  return (text) =>
    Uint8Array.from({ length: 32 }, (_, at) => {
      let hash = 2_166_136_261;
      for (const letter of `${key}|${at}|${text}|${at}`)
        hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), PRIME);
      return (hash ^ (hash >>> 15)) & 0xff;
    });
}

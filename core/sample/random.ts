/** A 32-bit seed from text, so that every named thing of the world draws its own numbers. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return scramble(hash);
}

/** The `index`-th number in [0, 1) of a seed's sequence; any index can be asked for without the ones before it. */
export function chance(seed: number, index: number): number {
  return scramble(seed + Math.imul(index + 1, 0x9e3779b9)) / 0x1_0000_0000;
}

/** `length` characters of an alphabet, drawn from a seed. */
export function characters(seed: number, length: number, alphabet: string): string {
  let text = "";
  for (let index = 0; index < length; index += 1) {
    text += alphabet.charAt(Math.floor(chance(seed, index) * alphabet.length));
  }
  return text;
}

/** Hexadecimal digits, as in `i-0f3a...`. */
export function hexDigits(seed: number, length: number): string {
  return characters(seed, length, "0123456789abcdef");
}

/** A version 4 UUID. */
export function uuid(seed: number): string {
  const digits = hexDigits(seed, 32);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `a${digits.slice(17, 20)}`,
    digits.slice(20),
  ].join("-");
}

/** The finaliser of MurmurHash3: spreads neighbouring integers over all 32 bits. */
function scramble(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** Random numbers in [0, 1) that come in the same order for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The seed of this run: the same in every one unless `PROPERTY_SEED` asks for another. */
export const SEED = Number(process.env["PROPERTY_SEED"] ?? 20_261_125);

/** Numbers and texts that parsers have stumbled over. */
const SPITEFUL = [
  "\0",
  "\uFEFF",
  "\u202E",
  '"',
  '""',
  "\n",
  "\r",
  ",",
  "'",
  "-",
  "=1+1",
  "1e400",
  "-0",
  "NaN",
  "9".repeat(400),
  "A".repeat(5_000),
  "../../../etc/passwd",
  "<img src=x onerror=alert(1)>",
  '{"__proto__":{"polluted":1}}',
  "[".repeat(3_000),
  "null",
  "%00",
  "𝟙",
  "\ud800",
] as const;

/** A file as damage or malice leaves it: bits flipped, pieces cut off, cut out, doubled, moved, overwritten, spiteful text put in. */
export function mutated(whole: Buffer, random: () => number): Buffer {
  const at = Math.floor(random() * whole.length);
  const length = 1 + Math.floor(random() * 64);
  const behind = whole.subarray(at + length);
  switch (Math.floor(random() * 8)) {
    case 0:
      return whole.subarray(0, at);
    case 1:
      return Buffer.concat([whole.subarray(0, at), behind]);
    case 2:
      return Buffer.concat([whole.subarray(0, at + length), whole.subarray(at)]);
    case 3:
      return Buffer.from(whole).fill(Math.floor(random() * 256), at, Math.min(at + length, whole.length));
    case 4:
      return Buffer.concat([behind, whole.subarray(at, at + length), whole.subarray(0, at)]);
    case 5: {
      const spite = SPITEFUL[Math.floor(random() * SPITEFUL.length)] ?? "";
      return Buffer.concat([whole.subarray(0, at), Buffer.from(spite), whole.subarray(at)]);
    }
    default:
      return flipped(whole, 1 + Math.floor(length / 8), random);
  }
}

function flipped(whole: Buffer, bits: number, random: () => number): Buffer {
  const copy = Buffer.from(whole);
  for (let flip = 0; flip < bits; flip += 1) {
    const place = Math.floor(random() * whole.length);
    copy[place] = (copy[place] ?? 0) ^ (1 << Math.floor(random() * 8));
  }
  return copy;
}

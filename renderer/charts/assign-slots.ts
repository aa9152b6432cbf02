/** Which slot of the palette each key has. */
export type SlotAssignment = ReadonlyMap<string, number>;

const HUES = 10;
const SLOTS = 20;

/**
 * Gives the keys that have no slot yet one each and leaves the others theirs, so that a key keeps its colour
 * wherever it is drawn. `keys` come largest first: the first ten get the ten hues. A new key avoids the slots of
 * the keys it is drawn with, then takes the slot used least.
 */
export function assignSlots(held: SlotAssignment, keys: readonly string[]): SlotAssignment {
  if (keys.every((key) => held.has(key))) return held;
  const assigned = new Map(held);
  const shown = new Set(keys.flatMap((key) => held.get(key) ?? []));
  for (const key of keys) {
    if (assigned.has(key)) continue;
    const slot = freeSlot(shown, [...assigned.values()]);
    assigned.set(key, slot);
    shown.add(slot);
  }
  return assigned;
}

function freeSlot(shown: ReadonlySet<number>, used: readonly number[]): number {
  const uses = Array.from({ length: SLOTS }, (_, slot) => used.filter((other) => other === slot).length);
  const cost = (slot: number): number =>
    (shown.has(slot) ? 1_000_000 : 0) +
    (shown.has((slot + HUES) % SLOTS) ? 1_000 : 0) +
    (uses[slot] ?? 0) * 100 +
    slot;
  return uses.reduce((best, _, slot) => (cost(slot) < cost(best) ? slot : best), 0);
}

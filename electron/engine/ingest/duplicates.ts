import type { Looked } from "./look.ts";

/** Pairs of files whose beginnings share a line item (id and interval). */
export function likelyDuplicates(files: readonly Looked[]): readonly (readonly string[])[] {
  const owners = new Map<string, string>();
  const pairs = new Map<string, readonly string[]>();
  for (const { snapshot, lineItems } of files) {
    for (const lineItem of new Set(lineItems)) {
      const owner = owners.get(lineItem);
      if (owner === undefined) owners.set(lineItem, snapshot.path);
      else if (owner !== snapshot.path)
        pairs.set(JSON.stringify([owner, snapshot.path]), [owner, snapshot.path]);
    }
  }
  return [...pairs.values()];
}

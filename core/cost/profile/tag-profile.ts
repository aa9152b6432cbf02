import { type DimensionRef, profileName, profileRef } from "../dimension/dimension-ref.ts";
import type { Filter } from "../filter/filter.ts";

/** Gives `value` to the line items that pass all `filters`; without a filter it takes every one. */
export type TagRule = {
  readonly id: string;
  readonly value: string;
  readonly filters: readonly Filter[];
};

/**
 * A virtual tag: a dimension `profile:<name>` made by rules after the fact, the first that matches gives the value. What no
 * rule takes keeps its value of `source`, or has none.
 */
export type TagProfile = {
  readonly id: string;
  readonly name: string;
  readonly source: DimensionRef | null;
  readonly rules: readonly TagRule[];
};

/** A dimension that tells which of several rules match, whatever comes first: one `1` or `0` per rule. */
export type MatchSet = { readonly name: string; readonly matchesOf: readonly TagRule[] };

/** Dimensions made by rules. One may be filtered by those before it. */
export type RuleDimension = TagProfile | MatchSet;

/** The virtual tags among `profiles` that the dimensions name, as they are sent along with a question. */
export function profilesNamed(
  refs: Iterable<DimensionRef>,
  profiles: readonly TagProfile[],
): readonly TagProfile[] {
  const names = new Set([...refs].map(profileName));
  return profiles.filter(({ name }) => names.has(name));
}

export function rulesOf(dimension: RuleDimension): readonly TagRule[] {
  return "matchesOf" in dimension ? dimension.matchesOf : dimension.rules;
}

/** What a virtual tag is told by: the dimensions of its filters and its source. */
export function dimensionsOfRules(dimension: RuleDimension): readonly DimensionRef[] {
  const source = "matchesOf" in dimension || dimension.source === null ? [] : [dimension.source];
  return [
    ...new Set([...source, ...rulesOf(dimension).flatMap(({ filters }) => filters.map((f) => f.dimension))]),
  ];
}

/** The dimensions that a store must keep to answer these: virtual tags give way to what they are made of. */
export function dimensionsBehind(
  refs: Iterable<DimensionRef>,
  profiles: readonly RuleDimension[],
): readonly DimensionRef[] {
  const found = new Set<DimensionRef>();
  for (const ref of refs) {
    const at = profiles.findIndex(({ name }) => profileRef(name) === ref);
    const made = profiles[at];
    const behind =
      made === undefined ? [ref] : dimensionsBehind(dimensionsOfRules(made), profiles.slice(0, at));
    for (const one of behind) found.add(one);
  }
  return [...found];
}

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

const NOTHING: readonly Filter[] = [{ dimension: "service", mode: "include", values: [] }];

/** The virtual tags that filters name and that are not among the dimensions, as they were renamed or deleted. */
export function unknownTags(
  filters: readonly Filter[],
  known: readonly Pick<RuleDimension, "name">[],
): readonly string[] {
  const names = filters.map(({ dimension }) => profileName(dimension)).filter((name) => name !== null);
  return [...new Set(names)].filter((name) => !known.some((made) => made.name === name));
}

/** A dimension without the rules and the source that name what is not there: a broken rule takes nothing, the others go on. */
export function withoutBroken(made: RuleDimension, known: readonly RuleDimension[]): RuleDimension {
  const isWhole = ({ filters }: TagRule): boolean => unknownTags(filters, known).length === 0;
  // Every rule keeps its mark: one that keeps only values of which there are none matches nothing.
  if ("matchesOf" in made)
    return {
      ...made,
      matchesOf: made.matchesOf.map((rule) => (isWhole(rule) ? rule : { ...rule, filters: NOTHING })),
    };
  const source = made.source === null ? null : profileName(made.source);
  const hasSource = source === null || known.some(({ name }) => name === source);
  return { ...made, source: hasSource ? made.source : null, rules: made.rules.filter(isWhole) };
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
    const below = profiles.slice(0, Math.max(0, at));
    const behind =
      made === undefined ? [ref] : dimensionsBehind(dimensionsOfRules(withoutBroken(made, below)), below);
    for (const one of behind) found.add(one);
  }
  return [...found];
}

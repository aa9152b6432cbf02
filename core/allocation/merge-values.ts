import { type DimensionRef, openDimension } from "../cost/dimension/dimension-ref.ts";
import type { TagProfile, TagRule } from "../cost/profile/tag-profile.ts";

type Merge = {
  /** The tag whose values are merged. */
  readonly ref: DimensionRef;
  readonly keep: string;
  readonly values: readonly string[];
  readonly newId: () => string;
};

/** The virtual tag that already mends values of a tag, if there is one. */
export function profileOver(profiles: readonly TagProfile[], ref: DimensionRef): TagProfile | null {
  return profiles.find(({ source }) => source === ref) ?? null;
}

/** That virtual tag, or a new one of the tag's name, with the values told as one; what was told as `keep` before still is. */
export function mergedProfile(
  profiles: readonly TagProfile[],
  { ref, keep, values, newId }: Merge,
): TagProfile {
  const held = profileOver(profiles, ref);
  const isOfKeep = ({ value, filters }: TagRule): boolean =>
    value === keep && filters.every(({ dimension, mode }) => dimension === ref && mode === "include");
  const before = held?.rules.find(isOfKeep);
  const known = before?.filters.flatMap((filter) => filter.values) ?? [];
  const rule = {
    id: before?.id ?? newId(),
    value: keep,
    filters: [{ dimension: ref, mode: "include" as const, values: [...new Set([...known, ...values])] }],
  };
  if (held === null)
    return {
      id: newId(),
      name: freeName(profiles, openDimension(ref)?.key ?? ref),
      source: ref,
      rules: [rule],
    };
  return { ...held, rules: [...held.rules.filter((one) => one !== before), rule] };
}

/** Values that a virtual tag tells as another one. */
export function mergedValues(profile: TagProfile | null): ReadonlySet<string> {
  const told = (profile?.rules ?? []).flatMap(({ filters }) =>
    filters.flatMap(({ mode, values }) => (mode === "include" ? values : [])),
  );
  return new Set(told.filter((value) => value !== null));
}

function freeName(profiles: readonly TagProfile[], wanted: string): string {
  const taken = new Set(profiles.map(({ name }) => name.toLowerCase()));
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted} ${number}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

import { profileRef } from "../dimension/dimension-ref.ts";
import type { TagProfile } from "../profile/tag-profile.ts";
import type { CostCell } from "./cost-cell.ts";
import { type ExplainNames, filterWords } from "./filter-words.ts";

/** A virtual tag in a number's filter, and what its values are given to. */
export type ProfileWords = { readonly name: string; readonly lines: readonly string[] };

/** Most values of a virtual tag whose rules are told. */
const TOLD_VALUES = 6;

/** The virtual tags a number is told by, as rules in words. */
export function profileWords(
  { filters, without, profiles = [] }: CostCell,
  names: ExplainNames,
): readonly ProfileWords[] {
  return profiles.flatMap((profile): readonly ProfileWords[] => {
    const ref = profileRef(profile.name);
    const filtered = filters.filter(({ dimension }) => dimension === ref).flatMap(({ values }) => values);
    const at = without?.dimensions.indexOf(ref) ?? -1;
    const left = at < 0 ? [] : (without?.keys ?? []).map((key) => key[at] ?? null);
    const values = [...new Set([...filtered, ...left])];
    if (values.length === 0) return [];
    const more = values.length - TOLD_VALUES;
    const lines = values.slice(0, TOLD_VALUES).flatMap((value) => valueLines(profile, value, names));
    return [
      { name: profile.name, lines: more > 0 ? [...lines, `${names.count(more)} more values.`] : lines },
    ];
  });
}

function valueLines(profile: TagProfile, value: string | null, names: ExplainNames): readonly string[] {
  const { rules, source } = profile;
  const name = names.value(profileRef(profile.name), value);
  const kept = source === null ? null : `${names.dimension(source)} is ${names.value(source, value)}`;
  if (value === null) return [`${name}: no rule takes it${kept === null ? "" : `, and ${kept}`}.`];
  const own = rules.flatMap((rule, at) =>
    rule.value === value
      ? [
          `${name}, rule ${names.count(at + 1)} of ${names.count(rules.length)}: ${ruleWords(rule, names)}${at === 0 ? "" : ", unless a rule above takes it"}.`,
        ]
      : [],
  );
  const other = kept === null ? [] : [`${name}: no rule takes it, and ${kept}.`];
  return own.length + other.length === 0 ? [`${name}: no rule gives this value.`] : [...own, ...other];
}

function ruleWords({ filters }: TagProfile["rules"][number], names: ExplainNames): string {
  if (filters.length === 0) return "everything";
  return filters.map((filter) => filterWords(filter, names)).join(" and ");
}

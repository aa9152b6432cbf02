import { fail } from "../../result/failure.ts";
import { cast, concatenated } from "../../sql/dialect.ts";
import { join, raw, sql, type Sql } from "../../sql/sql.ts";
import { type DimensionRef, profileName, profileRef } from "../dimension/dimension-ref.ts";
import { filterCondition, type FilteredStore } from "../filter/filter-sql.ts";
import { type RuleDimension, rulesOf, type TagRule, withoutBroken } from "./tag-profile.ts";

/** A store that knows virtual tags as well as its own dimensions. */
export function withProfiles<S extends FilteredStore>(store: S, profiles: readonly RuleDimension[]): S {
  return {
    ...store,
    dimension: (ref: DimensionRef) => {
      const name = profileName(ref);
      return name === null ? store.dimension(ref) : madeByRules(store, profiles, name);
    },
    plainColumn: (ref: DimensionRef) =>
      profileName(ref) === null ? (store.plainColumn?.(ref) ?? null) : null,
  };
}

function madeByRules(store: FilteredStore, profiles: readonly RuleDimension[], name: string): Sql {
  const at = profiles.findIndex((profile) => profile.name === name);
  const found = profiles[at];
  if (found === undefined)
    return fail("query.unknown_dimension", {
      dimension: profileRef(name),
      known: [],
    });
  const made = withoutBroken(found, profiles.slice(0, at));
  const below = withProfiles(store, profiles.slice(0, at));
  if ("matchesOf" in made) return matches(made.matchesOf, below);
  return firstMatch(rulesOf(made), below, made.source === null ? null : below.dimension(made.source));
}

function firstMatch(rules: readonly TagRule[], store: FilteredStore, otherwise: Sql | null): Sql {
  const rest = otherwise ?? cast(raw("NULL"), "text");
  if (rules.length === 0) return rest;
  const cases = rules.map(({ value, filters }) => sql`WHEN ${filterCondition(filters, store)} THEN ${value}`);
  return sql`CASE ${join(cases, " ")} ELSE ${rest} END`;
}

function matches(rules: readonly TagRule[], store: FilteredStore): Sql {
  if (rules.length === 0) return raw("''");
  const marks = rules.map(
    ({ filters }) => sql`CASE WHEN ${filterCondition(filters, store)} THEN '1' ELSE '0' END`,
  );
  return concatenated(marks);
}

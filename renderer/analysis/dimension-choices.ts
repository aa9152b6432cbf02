import { parseDimensionRef, profileRef, type DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { TagProfile } from "#core/cost/profile/tag-profile.ts";
import type { WorkspaceSchema } from "#core/workspace/workspace.ts";
import { dimensionName } from "../format/dimensions.ts";

export type DimensionChoice = {
  readonly kind: WorkspaceSchema["dimensions"][number]["kind"] | "profile";
  readonly ref: DimensionRef;
  readonly label: string;
};

const COMMON: readonly DimensionRef[] = [
  "service",
  "linkedAccount",
  "region",
  "usageType",
  "resourceId",
  "lineItemType",
  "purchaseOption",
  "operation",
];
const KINDS = ["profile", "fixed", "tag", "costCategory", "product"] as const;

/** The dimensions a workspace has, in groups: virtual tags, fixed ones with the common first, tags, cost categories, product attributes. */
export function dimensionChoices(
  schema: WorkspaceSchema | null,
  profiles: readonly TagProfile[] = [],
): readonly (readonly DimensionChoice[])[] {
  const known = (schema?.dimensions ?? []).flatMap(({ ref, kind }): DimensionChoice[] => {
    const dimension = parseDimensionRef(ref);
    return dimension === null ? [] : [{ kind, ref: dimension, label: dimensionName(dimension) }];
  });
  const made = profiles.map(({ name }): DimensionChoice => {
    const ref = profileRef(name);
    return { kind: "profile", ref, label: dimensionName(ref) };
  });
  return KINDS.map((kind) =>
    [...made, ...known].filter((choice) => choice.kind === kind).sort(inOrder),
  ).filter((group) => group.length > 0);
}

function inOrder(a: DimensionChoice, b: DimensionChoice): number {
  return rank(a.ref) - rank(b.ref) || a.label.localeCompare(b.label);
}

function rank(ref: DimensionRef): number {
  const at = COMMON.indexOf(ref);
  return at < 0 ? COMMON.length : at;
}

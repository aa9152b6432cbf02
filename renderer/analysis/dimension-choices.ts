import { parseDimensionRef, type DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { WorkspaceSchema } from "#core/workspace/workspace.ts";
import { dimensionName } from "../format/dimensions.ts";

export type DimensionChoice = {
  readonly kind: WorkspaceSchema["dimensions"][number]["kind"];
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
const KINDS = ["fixed", "tag", "costCategory", "product"] as const;

/** The dimensions a workspace has, in groups: fixed ones with the common first, tags, cost categories, product attributes. */
export function dimensionChoices(schema: WorkspaceSchema | null): readonly (readonly DimensionChoice[])[] {
  const known = (schema?.dimensions ?? []).flatMap(({ ref, kind }): DimensionChoice[] => {
    const dimension = parseDimensionRef(ref);
    return dimension === null ? [] : [{ kind, ref: dimension, label: dimensionName(dimension) }];
  });
  return KINDS.map((kind) => known.filter((choice) => choice.kind === kind).sort(inOrder)).filter(
    (group) => group.length > 0,
  );
}

function inOrder(a: DimensionChoice, b: DimensionChoice): number {
  return rank(a.ref) - rank(b.ref) || a.label.localeCompare(b.label);
}

function rank(ref: DimensionRef): number {
  const at = COMMON.indexOf(ref);
  return at < 0 ? COMMON.length : at;
}

import { useRouter } from "vue-router";
import type { CostQuery } from "#core/cost/query/cost-query.ts";
import type { CostRow } from "#core/report/cost-table.ts";
import { drillInto, drillOut, keepOnly } from "../../analysis/drill.ts";
import { useExplorationStore } from "../../stores/exploration.ts";

/** The ways from a row to what it is made of and back. */
export function useDrill() {
  const exploration = useExplorationStore();
  const router = useRouter();
  return { into, up, upOne, lineItems, include, exclude };

  /** `answered` is the question the row belongs to: a second click on a picture that is being replaced goes nowhere. */
  function into(row: CostRow, answered: Pick<CostQuery, "groupBy" | "filters">): void {
    const { groupBy, filters, drilled } = exploration;
    const isLate =
      JSON.stringify([groupBy, filters]) !== JSON.stringify([answered.groupBy, answered.filters]);
    if (row.kind === "other" || isLate) return;
    const step = drillInto({ groupBy, filters, drilled }, row.key);
    if (step.kind === "group") exploration.change(step.patch);
    else void router.push({ name: "lineItems", query: exploration.linkTo(step.patch) });
  }

  function up(depth: number): void {
    const { groupBy, filters, drilled } = exploration;
    exploration.change(drillOut({ groupBy, filters, drilled }, depth));
  }

  function upOne(): void {
    if (exploration.drilled.length > 0) up(exploration.drilled.length - 1);
  }

  function lineItems(row: CostRow): void {
    const filters = exploration.groupBy.reduce(
      (held, dimension, at) => keepOnly(held, dimension, row.key[at] ?? null),
      exploration.filters,
    );
    void router.push({ name: "lineItems", query: exploration.linkTo({ filters }) });
  }

  function include(row: CostRow): void {
    const filters = exploration.groupBy.reduce(
      (held, dimension, at) => keepOnly(held, dimension, row.key[at] ?? null),
      exploration.filters,
    );
    exploration.change({ filters });
  }

  /** Leaves the row out; with two levels it is the inner one that goes. */
  function exclude(row: CostRow): void {
    const at = exploration.groupBy.length - 1;
    const dimension = exploration.groupBy[at];
    if (dimension !== undefined) exploration.exclude(dimension, [row.key[at] ?? null]);
  }
}

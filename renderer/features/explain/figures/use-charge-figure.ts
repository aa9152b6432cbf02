import { computed } from "vue";
import { chargeFigure, chargesQueryOf } from "#core/charges/explain-charge.ts";
import type { ChargeFigure, ExplainedFigure } from "#core/cost/explain/figure.ts";
import type { ExplainNames } from "#core/cost/explain/filter-words.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import { useCharges, useCreditGrants } from "../../../queries/use-charges.ts";
import { useWorkspaceSchema } from "../../../queries/use-workspace-facts.ts";

/** Asks again for the view of charges, and for what was entered of a credit. */
export function useChargeFigure(figure: () => ChargeFigure | null, names: () => ExplainNames) {
  const schema = useWorkspaceSchema();
  const grants = useCreditGrants();
  const charges = useCharges(() => {
    const asked = figure();
    return asked === null ? null : chargesQueryOf(asked);
  });
  const told = computed((): ExplainedFigure | null => {
    const asked = figure();
    const answer = charges.value.value?.answer;
    const range = schema.value.value?.range ?? null;
    if (asked === null || answer === undefined || range === null) return null;
    const grant = (grants.value.value ?? []).find(
      ({ id, currency }) => id === asked.key?.[0] && currency === answer.currency,
    );
    const granted = asked.charge === "credits" ? (grant?.amount ?? null) : null;
    return chargeFigure(asked, { answer, dataEnd: range.to, granted }, names());
  });
  /** What its numbers are told apart by. */
  const filters = computed((): readonly Filter[] => {
    const asked = figure();
    if (asked === null) return [];
    const groups = charges.value.value?.answer.groups ?? [];
    return [...asked.filters, ...groups.flatMap(({ narrow }) => narrow)];
  });
  return { told, filters, state: charges.state };
}

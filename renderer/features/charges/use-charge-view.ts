import { computed } from "vue";
import { useRoute, useRouter } from "vue-router";
import type { ChargesQuery } from "#core/charges/charges-query.ts";
import { stepInto } from "#core/charges/drill.ts";
import type { ChargeGroup } from "#core/charges/charges-query.ts";
import { useCharges } from "../../queries/use-charges.ts";
import { useWorkspaceSchema } from "../../queries/use-workspace-facts.ts";
import { useExplorationStore } from "../../stores/exploration.ts";
import { linkTo, placeOf, type ChargePlace } from "./charge-place.ts";
import { trendRange } from "../../analysis/compared-range.ts";
import { beforeQuestion, chargeMetric } from "./charge-questions.ts";

/** The open view of charges: its place, its questions, and the ways on from its rows. */
export function useChargeView() {
  const route = useRoute();
  const router = useRouter();
  const exploration = useExplorationStore();
  const schema = useWorkspaceSchema();

  const place = computed(() => placeOf(route.params));
  const data = computed(() => schema.value.value?.range ?? null);
  /** What a credit has left is a matter of all its months, whatever period is looked at. */
  const range = computed(() => (place.value.kind === "credits" ? data.value : exploration.range));
  const question = computed((): ChargesQuery | null => {
    if (range.value === null || data.value === null) return null;
    const { filters, currency } = exploration;
    return {
      ...place.value,
      metric: chargeMetric(exploration.metric),
      range: range.value,
      filters,
      currency,
    };
  });
  const now = useCharges(() => question.value);
  const before = useCharges(() => (question.value === null ? null : beforeOf(question.value)));
  const trend = useCharges(() =>
    question.value === null || data.value === null
      ? null
      : { ...question.value, range: trendRange(question.value.range, data.value) },
  );

  const go = (patch: Partial<ChargePlace>): void =>
    void router.push(linkTo({ ...place.value, ...patch }, exploration.query));

  /** The question about the range compared with; null where nothing is. */
  function beforeOf(query: ChargesQuery): ChargesQuery | null {
    if (data.value === null || query.kind === "credits") return null;
    return beforeQuestion(query, exploration.comparison, data.value);
  }

  /** From a row to what it is made of. */
  function into(group: Pick<ChargeGroup, "key" | "narrow">): void {
    const step = stepInto({ ...place.value, filters: exploration.filters }, group);
    const { filters } = step;
    const period = place.value.kind === "credits" ? { range: range.value } : {};
    if (step.kind === "lineItems")
      void router.push({ name: "lineItems", query: exploration.linkTo({ filters, ...period }) });
    else
      void router.push(
        linkTo(
          { kind: place.value.kind, groupBy: step.groupBy, category: step.category },
          exploration.linkTo({ filters }),
        ),
      );
  }

  return { place, data, range, schema: schema.state, now, before, beforeOf, trend, go, into };
}

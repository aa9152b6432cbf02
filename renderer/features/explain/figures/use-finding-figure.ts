import { computed } from "vue";
import type { ExplainedFigure, FindingFigure } from "#core/cost/explain/figure.ts";
import type { ExplainNames } from "#core/cost/explain/filter-words.ts";
import { findingFigure } from "#core/finding/explain-finding.ts";
import type { FindingsQuery } from "#core/finding/findings-query.ts";
import { leftOut, listFindings } from "#core/finding/listed-finding.ts";
import type { AsyncState } from "../../../ui/async-state.ts";
import {
  useFindingAssumptions,
  useFindingItems,
  useFindingMarks,
  useFindings,
} from "../../../queries/use-findings.ts";

/** Asks again for the findings of the month, and for the one thing that is meant. */
export function useFindingFigure(figure: () => FindingFigure | null, names: () => ExplainNames) {
  const marks = useFindingMarks();
  const assumptions = useFindingAssumptions();
  const set = computed(() =>
    (assumptions.value.value ?? []).map(({ finding, assumption, value }) => ({
      finding,
      id: assumption,
      value,
    })),
  );
  const query = computed((): FindingsQuery | null => {
    const asked = figure();
    if (asked === null || marks.value.value === null || assumptions.value.value === null) return null;
    const { range, currency, filter } = asked;
    return { range, currency, assumptions: set.value, leaveOut: leftOut(marks.value.value, filter) };
  });
  const findings = useFindings(() => query.value);
  const things = useFindingItems(
    () => {
      const asked = figure();
      if (query.value === null || asked?.item == null || asked.findingId === null) return null;
      const { key, account } = asked.item;
      const sort = { by: "key", descending: false } as const;
      return { ...query.value, finding: asked.findingId, key, account, sort };
    },
    () => [0],
  );
  const told = computed((): ExplainedFigure | null => {
    const asked = figure();
    const answer = findings.value.value;
    if (asked === null || answer === null) return null;
    const listed = listFindings(answer, marks.value.value ?? [], asked.filter);
    return findingFigure(asked, { answer, listed, item: things.rowAt(0) ?? null, set: set.value }, names());
  });
  const state = computed((): AsyncState<unknown> =>
    figure()?.item != null && things.isFetching.value ? { kind: "loading" } : findings.state.value,
  );
  return { told, state };
}

import { computed } from "vue";
import type { CostAnswer, CostQuery } from "#core/cost/query/cost-query.ts";
import { comparisonRange } from "#core/time/comparison.ts";
import { coverageOf } from "../../analysis/coverage.ts";
import { useAnsweredCosts, type AnsweredCosts } from "../../queries/use-cost-query.ts";
import { useWorkspaceSchema } from "../../queries/use-workspace-facts.ts";
import { useExplorationStore } from "../../stores/exploration.ts";
import { pastLineQuestion, pastQuestion, presentQuestion } from "./explorer-questions.ts";

/** The Explorer's question and the two about the range it is compared with. */
export function useExplorer() {
  const exploration = useExplorationStore();
  const { value: schema, state: schemaState } = useWorkspaceSchema();
  const data = computed(() => schema.value?.range ?? null);

  const asked = computed(() => {
    const { range, metric, granularity, groupBy, filters, currency } = exploration;
    return range === null
      ? null
      : presentQuestion({ range, metric, granularity, groupBy, filters, currency });
  });
  const pastOf = (present: CostQuery): CostQuery | null =>
    pastQuestion(present, exploration.comparison, data.value);
  const lineOf = (present: CostQuery): CostQuery | null => pastLineQuestion(pastOf(present), present);

  const present = useAnsweredCosts(() => asked.value);
  const past = useAnsweredCosts(() => asked.value && pastOf(asked.value));
  const line = useAnsweredCosts(() => asked.value && lineOf(asked.value));
  const shown = computed(() => present.value.value);
  return {
    /** What is on the screen: the answer and its own question, which may lag behind the one being asked. */
    shown,
    /** Without knowing what the workspace holds nothing can be asked: that failure is this screen's. */
    state: computed(() => (schemaState.value.kind === "failed" ? schemaState.value : present.state.value)),
    pastQuery: computed(() => shown.value && pastOf(shown.value.query)),
    past: computed(() => shown.value && answerTo(pastOf(shown.value.query), past.value.value)),
    line: computed(() => shown.value && answerTo(lineOf(shown.value.query), line.value.value)),
    /** Days compared with, and whether they are there. */
    compared: computed(() => {
      if (exploration.comparison === null || shown.value === null) return null;
      const range = comparisonRange(shown.value.query.range, exploration.comparison);
      return { range, isThere: coverageOf(range, data.value) === "whole" };
    }),
  };
}

/** The answer where it belongs to the question; null while it still belongs to a former one. */
function answerTo(question: CostQuery | null, answered: AnsweredCosts | null): CostAnswer | null {
  const belongs = question !== null && JSON.stringify(question) === JSON.stringify(answered?.query);
  return belongs ? (answered?.answer ?? null) : null;
}

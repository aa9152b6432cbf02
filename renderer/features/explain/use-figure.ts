import { computed } from "vue";
import type { ExplainedFigure, FigureQuestion } from "#core/cost/explain/figure.ts";
import type { ExplainNames } from "#core/cost/explain/filter-words.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import { useExplainNames } from "../../analysis/use-explain-names.ts";
import type { AsyncState } from "../../ui/async-state.ts";
import { useAnomalyFigure } from "./figures/use-anomaly-figure.ts";
import { useBudgetFigure } from "./figures/use-budget-figure.ts";
import { useChargeFigure } from "./figures/use-charge-figure.ts";
import { useCommitmentAccountFigure } from "./figures/use-commitment-account-figure.ts";
import { useCommitmentFigure } from "./figures/use-commitment-figure.ts";
import { useContainerFigure } from "./figures/use-container-figure.ts";
import { useFairShareFigure } from "./figures/use-fair-share-figure.ts";
import { useFindingFigure } from "./figures/use-finding-figure.ts";
import { useForecastFigure } from "./figures/use-forecast-figure.ts";
import { useInvoiceFigure } from "./figures/use-invoice-figure.ts";
import { useParityFigure } from "./figures/use-parity-figure.ts";
import { useRealisedFigure } from "./figures/use-realised-figure.ts";
import { useResourcesFigure } from "./figures/use-resources-figure.ts";
import { useRestatementFigure } from "./figures/use-restatement-figure.ts";
import { useUnitCostFigure } from "./figures/use-unit-cost-figure.ts";
import { useUnitFigure } from "./figures/use-unit-figure.ts";

/** Asks again for what a figure is worked out from; `value` is null where there is nothing of the kind. */
export function useFigure(figure: () => FigureQuestion) {
  const written = (): ExplainNames => names.value;
  const own = {
    unit: useUnitFigure(of("unit"), written),
    commitment: useCommitmentFigure(of("commitment")),
    commitmentAccount: useCommitmentAccountFigure(of("commitmentAccount"), written),
    fairShare: useFairShareFigure(of("fairShare"), written),
    anomaly: useAnomalyFigure(of("anomaly"), written),
    forecast: useForecastFigure(of("forecast"), written),
    budget: useBudgetFigure(of("budget"), written),
    container: useContainerFigure(of("container"), written),
    unitCost: useUnitCostFigure(of("unitCost"), written),
    charge: useChargeFigure(of("charge"), written),
    invoice: useInvoiceFigure(of("invoice"), written),
    restatement: useRestatementFigure(of("restatement"), written),
    parity: useParityFigure(of("parity"), written),
    finding: useFindingFigure(of("finding"), written),
    realised: useRealisedFigure(of("realised"), written),
    resources: useResourcesFigure(of("resources"), written),
  };
  const names = useExplainNames(() => [
    ...own.unit.filters.value,
    ...own.budget.filters.value,
    ...own.anomaly.filters.value,
    ...own.charge.filters.value,
    ...filtersIn(figure()),
  ]);
  const state = computed((): AsyncState<ExplainedFigure | null> => {
    const { told, state: asked } = own[figure().kind];
    return asked.value.kind === "ready" ? { ...asked.value, value: told.value } : asked.value;
  });
  return { names, state };

  /** The figure while it is of a kind. */
  function of<K extends FigureQuestion["kind"]>(kind: K) {
    const isKind = (asked: FigureQuestion): asked is Extract<FigureQuestion, { kind: K }> =>
      asked.kind === kind;
    return (): Extract<FigureQuestion, { kind: K }> | null => {
      const asked = figure();
      return isKind(asked) ? asked : null;
    };
  }
}

function filtersIn(asked: FigureQuestion): readonly Filter[] {
  if (asked.kind === "restatement" || asked.kind === "container" || asked.kind === "resources")
    return asked.filters;
  return asked.kind === "unitCost" && asked.of.kind === "bill" ? asked.of.filters : [];
}

import { computed, nextTick } from "vue";
import { useRoute, useRouter } from "vue-router";
import type { CellDifference, CostCell } from "#core/cost/explain/cost-cell.ts";
import type { FigureQuestion } from "#core/cost/explain/figure.ts";
import { decodeCell, decodeDifference, decodeFigure, encodeExplained } from "../stores/explain-link.ts";

/** Where the focus was when the panel opened, to go back there. */
let opener: HTMLElement | null = null;

/** The number, the difference or the figure being explained. It is in the address, so that back closes it and a link opens it. */
export function useExplain() {
  const route = useRoute();
  const router = useRouter();
  const cell = computed(() => decodeCell(route.query["explain"]));
  const difference = computed(() => decodeDifference(route.query["explain"]));
  const figure = computed(() => decodeFigure(route.query["explain"]));
  return { cell, difference, figure, explain, explainDifference, explainFigure, close };

  function explain(asked: CostCell): void {
    show(asked);
  }

  function explainDifference(asked: CellDifference): void {
    show(asked);
  }

  function explainFigure(asked: FigureQuestion): void {
    show(asked);
  }

  function show(asked: CostCell | CellDifference | FigureQuestion): void {
    if (cell.value === null && difference.value === null && figure.value === null) opener = focused();
    const query = { ...route.query, explain: encodeExplained(asked) };
    void router.push({ path: route.path, query });
  }

  async function close(): Promise<void> {
    const { explain: _, ...query } = route.query;
    await router.push({ path: route.path, query });
    await nextTick();
    if (opener?.isConnected === true) opener.focus();
    opener = null;
  }
}

function focused(): HTMLElement | null {
  return document.activeElement instanceof HTMLElement ? document.activeElement : null;
}

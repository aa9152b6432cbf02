import { defineComponent, h } from "vue";
import { afterEach, expect, test } from "vitest";
import { useExplain } from "../../analysis/use-explain.ts";
import { openAnalysis } from "../../backend/fake/open-analysis.ts";
import type { OpenScreen } from "../../backend/fake/open-screen.ts";
import { encodeExplained } from "../../stores/explain-link.ts";
import FigurePanel from "./FigurePanel.vue";

const RANGE = { from: "2026-10-01", to: "2026-10-21" };
const SAVINGS = {
  kind: "commitment",
  measure: "netSavings",
  scope: "all",
  arn: null,
  range: RANGE,
  currency: null,
} as const;

const host = defineComponent(() => {
  const { figure, cell } = useExplain();
  return () =>
    figure.value === null ? h("p", cell.value?.metric) : h(FigurePanel, { figure: figure.value });
});

let screen: OpenScreen;
afterEach(() => screen.close());

test("a figure shows its formula with the numbers put in, their columns, the costs behind it and why others differ", async () => {
  const link = `/commitments?explain=${encodeURIComponent(encodeExplained(SAVINGS))}`;
  screen = await openAnalysis(host, link);
  expect(screen.text()).toContain("L − C − N");
  expect(document.querySelector(".put-in")?.textContent).toMatch(/= \$[\d,.]+ − \$[\d,.]+ − \$[\d,.]+ = \$/);
  expect(screen.text()).toContain("pricing/publicOnDemandCost");
  expect(screen.text()).toContain("Made of");
  expect(screen.text()).toContain("Cost Explorer gives net savings");
  document.querySelector<HTMLElement>(".terms [data-explain]")?.click();
  await screen.settle();
  expect(screen.text()).toContain("amortized");
});

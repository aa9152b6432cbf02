import { defineComponent, h } from "vue";
import { afterEach, expect, test } from "vitest";
import { useExplain } from "../../analysis/use-explain.ts";
import { linkOf, openAnalysis } from "../../backend/fake/open-analysis.ts";
import type { OpenScreen } from "../../backend/fake/open-screen.ts";
import { BUDGETS } from "../../backend/fake/looking-ahead.ts";
import { encodeExplained } from "../../stores/explain-link.ts";
import FigurePanel from "./FigurePanel.vue";

const RANGE = { from: "2026-10-01", to: "2026-10-21" };
const SAVINGS = {
  kind: "commitment",
  measure: "netSavings",
  scope: "all",
  arn: null,
  hour: null,
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

test("what is left of a budget is its amount less what is charged, and every number of it can be asked on", async () => {
  const [budget] = BUDGETS;
  const left = {
    kind: "budget",
    measure: "left",
    budgetId: budget?.id ?? "",
    range: RANGE,
    currency: null,
  } as const;
  screen = await openAnalysis(host, `/budgets?explain=${encodeURIComponent(encodeExplained(left))}`);
  expect(screen.text()).toContain("B − A");
  expect(screen.text()).toContain(budget?.name);
  expect(document.querySelector(".put-in")?.textContent).toMatch(/= \$[\d,.]+ − \$[\d,.]+ = /);
  document.querySelector<HTMLElement>(".terms [data-explain]")?.click();
  await screen.settle();
  expect(screen.text()).toContain(budget?.metric);
});

test("what a budget's period is expected to come to tells its parts and how usage to come is worked out", async () => {
  const expected = {
    kind: "budget",
    measure: "expected",
    budgetId: BUDGETS[0]?.id ?? "",
    range: RANGE,
    currency: null,
  } as const;
  screen = await openAnalysis(host, `/budgets?explain=${encodeURIComponent(encodeExplained(expected))}`);
  expect(screen.text()).toContain("Usage still to come");
  expect(screen.text()).toContain("The k-th day to come:");
});

test("a figure is copied with its formula, its terms and the costs behind it", async () => {
  const written: string[] = [];
  Object.assign(navigator, { clipboard: { writeText: async (text: string) => void written.push(text) } });
  screen = await openAnalysis(host, `/commitments?explain=${encodeURIComponent(encodeExplained(SAVINGS))}`);
  screen.find("button", "Copy explanation").click();
  await screen.settle();
  const [text = ""] = written;
  expect(text).toContain("L − C − N = ");
  expect(text).toContain("pricing/publicOnDemandCost");
  expect(text).toMatch(/Line-item type\tLine items/);
});

test("what containers cost tells their parts, the instances they are held against, and leads on to each", async () => {
  const cost = {
    kind: "container",
    measure: "cost",
    nodeId: null,
    resource: null,
    metric: "amortized",
    filters: [],
    before: null,
    range: RANGE,
    currency: null,
  } as const;
  screen = await openAnalysis(host, `/containers?explain=${encodeURIComponent(encodeExplained(cost))}`);
  expect(document.querySelector(".put-in")?.textContent).toMatch(
    /= \$[\d,.]+ \+ \$[\d,.]+ \+ \$[\d,.]+ = \$/,
  );
  expect(screen.text()).toContain("All containers");
  expect(screen.text()).toContain("splitLineItem/UnusedCost");
  expect(screen.text()).toContain("For comparison: the instances they ran on");
  expect(screen.text()).toContain("it shows the instances that containers share, each as a whole");
  document.querySelector<HTMLElement>(".terms [data-explain]")?.click();
  await screen.settle();
  expect(linkOf(screen)).toContain("split");
});

test("a node that is not there says so", async () => {
  const lost = {
    kind: "container",
    measure: "efficiency",
    nodeId: "cluster nowhere",
    resource: null,
    metric: "amortized",
    filters: [],
    before: null,
    range: RANGE,
    currency: null,
  } as const;
  screen = await openAnalysis(host, `/containers?explain=${encodeURIComponent(encodeExplained(lost))}`);
  expect(screen.text()).toContain("There is nothing of the kind in these days");
});

import { defineComponent, h } from "vue";
import { afterEach, expect, test } from "vitest";
import type { FigureQuestion } from "#core/cost/explain/figure.ts";
import { useExplain } from "../../../analysis/use-explain.ts";
import { MODEL } from "../../../backend/fake/allocation.ts";
import { linkOf, openAnalysis } from "../../../backend/fake/open-analysis.ts";
import type { OpenScreen } from "../../../backend/fake/open-screen.ts";
import { encodeExplained } from "../../../stores/explain-link.ts";
import FigurePanel from "../FigurePanel.vue";

const SEPTEMBER = { from: "2026-09-01", to: "2026-10-01" };
const OCTOBER = { from: "2026-10-01", to: "2026-10-21" };

const host = defineComponent(() => {
  const { figure, cell } = useExplain();
  return () =>
    figure.value === null ? h("p", cell.value?.metric) : h(FigurePanel, { figure: figure.value });
});

let screen: OpenScreen;
afterEach(() => screen.close());

async function open(figure: FigureQuestion, scene = "data"): Promise<void> {
  const link = `/overview?explain=${encodeURIComponent(encodeExplained(figure))}`;
  screen = await openAnalysis(host, link, { scene });
  await expect
    .poll(() => document.querySelector(".put-in") ?? screen.text(), { timeout: 8_000 })
    .toBeInstanceOf(Element);
}
const putIn = (): string => document.querySelector(".put-in")?.textContent?.trim() ?? "";

/** Follows a number of the formula to what it is made of. */
async function follow(): Promise<void> {
  document.querySelector<HTMLElement>(".terms [data-explain]")?.click();
  await screen.settle();
}

test("the bill that an invoice is held against adds its lines up", async () => {
  await open({
    kind: "invoice",
    measure: "bill",
    payerAccountId: "111122223333",
    lineId: null,
    range: SEPTEMBER,
    currency: "USD",
  });
  expect(putIn()).toMatch(/^= \$[\d,.]+ \+ \$[\d,.]+ = \$476,810\.75$/);
  expect(screen.text()).toContain("Acme payer");
  await follow();
  expect(linkOf(screen)).toContain('"metric":"unblended"');
});

test("what a restatement changed is the later delivery less the one before it", async () => {
  await open({
    kind: "restatement",
    measure: "difference",
    restatementId: "d-2026-09-a-b",
    metric: "unblended",
    filters: [],
    range: SEPTEMBER,
    currency: "USD",
  });
  expect(document.querySelector(".expression")?.textContent).toBe("A − B");
  expect(putIn()).toMatch(/^= \$[\d,.]+ − \$[\d,.]+ = /);
  expect(screen.text()).toContain("Later delivery");
});

test("two formats of a month tell what of their difference is explained", async () => {
  await open({
    kind: "parity",
    measure: "unexplained",
    leftId: "p-legacy",
    rightId: "p-focus",
    metric: "amortized",
    row: null,
    range: SEPTEMBER,
    currency: "USD",
  });
  expect(putIn()).toMatch(/^= .*\$1\.50$/);
});

test("what a finding saves is what it finds less what others take of it", async () => {
  await open({
    kind: "finding",
    measure: "kept",
    findingId: "gp2-to-gp3",
    item: null,
    confidence: null,
    filter: { confidences: ["A", "B", "C"], status: null, service: null, account: null },
    range: SEPTEMBER,
    currency: null,
  });
  expect(putIn()).toMatch(/^= .*\$/);
  expect(screen.text()).toContain("gp2");
});

test("what a search keeps of the resources is told resource by resource", async () => {
  await open({
    kind: "resources",
    measure: "cost",
    metric: "unblended",
    filters: [],
    search: "a",
    state: null,
    before: null,
    range: OCTOBER,
    currency: null,
  });
  expect(putIn()).toMatch(/^= \$[\d,.]+ \+ .* = \$/);
  await follow();
  expect(linkOf(screen)).toContain("resourceId");
});

test("an account's share tells every pool, and everything it was billed leads to its line items", async () => {
  const share = {
    kind: "fairShare",
    of: { account: "111122223333" },
    range: OCTOBER,
    currency: null,
  } as const;
  await open({ ...share, measure: "fair" });
  expect(putIn()).toMatch(/^= \$[\d,.]+ × \$[\d,.]+ ÷ \$[\d,.]+ = \$/);
  expect(screen.text()).toContain("Compute: cost of the pool");
  screen.close();
  await open({ ...share, measure: "fairTotal" });
  await follow();
  expect(linkOf(screen)).toContain("linkedAccount");
});

test("an account as owner tells its commitments one by one", async () => {
  await open({
    kind: "commitmentAccount",
    measure: "owned",
    account: "111122223333",
    arn: null,
    range: OCTOBER,
    currency: null,
  });
  expect(document.querySelectorAll(".terms tr")).toHaveLength(2);
  await follow();
  expect(linkOf(screen)).toContain("SavingsPlanRecurringFee");
});

test("a rate of data transfer is cost over volume, both of the same category", async () => {
  await open({
    kind: "charge",
    measure: "rate",
    charge: "dataTransfer",
    category: null,
    groupBy: "category",
    key: null,
    metric: "unblended",
    filters: [],
    range: OCTOBER,
    currency: null,
  });
  expect(document.querySelector(".expression")?.textContent).toBe("C ÷ V");
  await follow();
  expect(linkOf(screen)).toContain("dataTransfer");
});

test("what a pool hands on is told, and leads to the pool's own costs", async () => {
  const pool = MODEL.units.find(({ split }) => split !== null);
  await open(
    {
      kind: "unit",
      measure: "given",
      unitId: pool?.id ?? null,
      alone: false,
      from: null,
      row: null,
      metric: "unblended",
      range: OCTOBER,
      currency: null,
    },
    "allocated",
  );
  expect(putIn()).toMatch(/^= \$/);
  await follow();
  expect(linkOf(screen)).toContain("Business");
});

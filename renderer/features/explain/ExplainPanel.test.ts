import { defineComponent, h } from "vue";
import { afterEach, expect, test } from "vitest";
import { wholeCell } from "#core/cost/explain/cost-cell.ts";
import { useExplain } from "../../analysis/use-explain.ts";
import { linkOf, openAnalysis } from "../../backend/fake/open-analysis.ts";
import type { OpenScreen } from "../../backend/fake/open-screen.ts";
import { answerCosts } from "../../backend/fake/answer.ts";
import { createFormat } from "../../format/format.ts";
import { encodeExplained } from "../../stores/explain-link.ts";
import ExplainPanel from "./ExplainPanel.vue";

const QUERY = {
  metric: "amortized",
  granularity: "total",
  range: { from: "2026-10-01", to: "2026-10-21" },
  groupBy: [],
  filters: [{ dimension: "service", mode: "include", values: ["AmazonS3"] }],
  currency: null,
  top: null,
} as const;
const CELL = wholeCell(QUERY);
const format = createFormat("en-US");

/** The panel as the frame shows it: while the address names a number. */
const host = defineComponent(() => {
  const { cell } = useExplain();
  return () => (cell.value === null ? h("p", "nothing explained") : h(ExplainPanel, { cell: cell.value }));
});

let screen: OpenScreen;
afterEach(() => screen.close());

async function open(scene = "data"): Promise<void> {
  const link = `/explorer?explain=${encodeURIComponent(encodeExplained(CELL))}`;
  screen = await openAnalysis(host, link, { scene });
}

test("tells the exact number, what it is, and an addition that gives it", async () => {
  await open();
  const { total } = answerCosts(QUERY);
  const exact = format.moneyExact(total, "USD");
  expect(document.querySelector(".number")?.textContent).toContain(exact);
  expect(screen.text()).toMatch(
    /Amortized cost, Oct 1\s*–\s*20, 2026; Service is Amazon Simple Storage Service\./,
  );
  expect(document.querySelector("tfoot")?.textContent).toContain(exact.replace("$", ""));
  expect(screen.text()).toContain("spE");
});

test("the line items are counted by themselves and prove the number, with their files", async () => {
  await open();
  expect(screen.find("status", /Equal to the last digit/).textContent).toContain("in 2 files");
  expect(document.querySelectorAll(".file")).toHaveLength(2);
  screen.find("button", "Recompute from the line items").click();
  await screen.settle();
  expect(screen.find("status", /Equal to the last digit/)).toBeDefined();
});

test("only reasons that apply are listed", async () => {
  await open();
  expect(screen.text()).toContain("choose “Amortized costs”");
  expect(screen.text()).toContain("AWS has not invoiced all of 2026-10 yet");
  expect(screen.text()).not.toContain("Tax stays");
});

test("leads to the line items it is made of", async () => {
  await open();
  screen.find("button", "Open these line items").click();
  await screen.settle();
  expect(linkOf(screen)).toBe(
    "/line-items?from=2026-10-01&to=2026-10-21&metric=amortized&f=service:AmazonS3",
  );
});

test("Escape closes it and takes it out of the address", async () => {
  await open();
  await screen.press("Escape");
  await screen.settle();
  expect(linkOf(screen)).toBe("/explorer");
  expect(screen.text()).toContain("nothing explained");
});

test("a number of a virtual tag is found by its rules and tells them", async () => {
  screen = await openAnalysis(host, "/explorer", {});
  const filters = [{ dimension: "service", mode: "include", values: ["AmazonS3"] }] as const;
  const rules = [{ id: "1", value: "Storage", filters }];
  await screen.backend.host.tagProfiles.save({ id: "1", name: "Kind", source: null, rules });
  const cell = wholeCell({
    ...QUERY,
    filters: [{ dimension: "profile:Kind", mode: "include", values: ["Storage"] }],
  });
  await screen.router.push({ path: "/explorer", query: { explain: encodeExplained(cell) } });
  await screen.settle();
  expect(screen.text()).toContain("Kind is Storage.");
  expect(screen.text()).toContain("Storage, rule 1 of 1: Service is Amazon Simple Storage Service.");
  const exact = format.moneyExact(answerCosts(QUERY).total, "USD");
  expect(document.querySelector(".number")?.textContent).toContain(exact);
  expect(screen.find("status", /Equal to the last digit/)).toBeDefined();
});

test("a failure says what happened", async () => {
  await open("failing");
  expect(screen.find("alert", /workspace\.damaged/).textContent).toContain("Try again");
});

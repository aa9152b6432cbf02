import { afterEach, expect, test } from "vitest";
import { linkOf, openAnalysis } from "../../backend/fake/open-analysis.ts";
import { answerCosts } from "../../backend/fake/answer.ts";
import type { OpenScreen } from "../../backend/fake/open-screen.ts";
import { createFormat } from "../../format/format.ts";
import { ALLOCATION_RULE_REF, BUSINESS_UNIT_REF } from "#core/allocation/model-dimension.ts";
import { decodeCell, decodeFigure } from "../../stores/explain-link.ts";
import AllocationScreen from "./AllocationScreen.vue";
import ShowbackScreen from "./ShowbackScreen.vue";
import TagsScreen from "./TagsScreen.vue";

const format = createFormat("en-US");
const MONTH = { from: "2026-10-01", to: "2026-10-21" };

let screen: OpenScreen;
afterEach(() => screen.close());

async function open(scene = "allocated", query = ""): Promise<void> {
  screen = await openAnalysis(AllocationScreen, `/allocation${query}`, { scene });
}

async function click(role: string, name: string | RegExp): Promise<void> {
  screen.find(role, name).click();
  await screen.settle();
}

function row(name: string): string {
  const found = [...document.querySelectorAll("table tr")].find((one) => one.textContent.includes(name));
  if (!found) throw new Error(`no row ${name}`);
  return found.textContent;
}

const bill = (): string =>
  format.money(
    answerCosts({
      metric: "unblended",
      granularity: "total",
      range: MONTH,
      groupBy: [],
      filters: [],
      currency: null,
      top: null,
    }).total,
    "USD",
  );

test("shows the units before and after the split, the rest, and the bill", async () => {
  await open();
  expect(row("The bill")).toContain(bill());
  expect(row("Retail")).toMatch(/\$.*\$.*\$.*%/);
  expect(row("Shared services")).toContain("-$");
  expect(screen.text()).toMatch(/Allocated \d+\.\d% of the money/);
  expect(screen.has("button", "Explore what is unallocated")).toBe(true);
});

test("what is unallocated leads on to the Explorer and to its line items", async () => {
  await open();
  await click("button", "Line items that are unallocated");
  expect(screen.router.currentRoute.value.name).toBe("lineItems");
  expect(linkOf(screen)).toContain("f=profile%3ABusiness+unit:~");
});

test("without a model it offers one, and the first unit is asked for", async () => {
  await open("data");
  await click("button", "Make an allocation model");
  await screen.fill("Name", "Platform");
  document.querySelector<HTMLElement>("[role=dialog] button[type=submit]")?.click();
  await screen.settle();
  expect(await screen.backend.host.allocationModels.list()).toMatchObject([
    { name: "Business units", units: [{ name: "Platform", parentId: null, split: null }], rules: [] },
  ]);
  expect(row("Platform")).toContain("$0.00");
  expect(screen.text()).toContain("No rule yet");
});

test("a rule is made for the chosen unit by a value, or for everything that is left", async () => {
  await open();
  await click("button", "Data & ML");
  await click("button", "Add rule");
  await click("button", "Service");
  document.querySelector<HTMLElement>('[aria-label="Filter by Service"] input[type=checkbox]')?.click();
  await screen.settle();
  await click("button", "Apply");
  await click("button", "Add rule");
  await click("button", "Everything that is left");
  const [model] = await screen.backend.host.allocationModels.list();
  expect(model?.rules.slice(3).map(({ unitId, filters }) => [unitId, filters])).toEqual([
    ["u-data", [{ dimension: "service", mode: "include", values: ["AmazonEC2"] }]],
    ["u-data", []],
  ]);
  expect(screen.text()).toContain("Allocated 100.0% of the money");
});

test("rules move by keyboard, the focus with them, and what they take changes", async () => {
  await open();
  const names = async (): Promise<readonly string[]> => {
    const [model] = await screen.backend.host.allocationModels.list();
    return model?.rules.map(({ id }) => id) ?? [];
  };
  screen.find("button", /^Rule 2:/).focus();
  await screen.press("ArrowUp", { altKey: true });
  await screen.settle();
  expect(await names()).toEqual(["r-2", "r-1", "r-3"]);
  expect(document.activeElement?.getAttribute("aria-label")).toMatch(/^Rule 1:/);
  await click("button", "Move rule 1 down");
  expect(await names()).toEqual(["r-1", "r-2", "r-3"]);
});

test("the chargeback goes where the user wants it", async () => {
  await open();
  await click("button", "Export");
  await click("menuitem", "Chargeback");
  await click("menuitem", /CSV/);
  expect(await screen.backend.engine.jobs.list()).toMatchObject([
    { job: "export", title: "chargeback-2026-10-01-2026-10-21.csv" },
  ]);
});

test("a rule that others cut says what it would take alone", async () => {
  await open();
  const rule = document.querySelector('[data-rule="r-3"]');
  expect(rule?.textContent).toMatch(/alone\s+\$/);
});

test("what is deleted can be had back", async () => {
  await open();
  await click("button", "Delete rule 1");
  expect((await screen.backend.host.allocationModels.list())[0]?.rules).toHaveLength(2);
  await click("button", "Undo");
  expect((await screen.backend.host.allocationModels.list())[0]?.rules.map(({ id }) => id)).toEqual([
    "r-1",
    "r-2",
    "r-3",
  ]);
});

test("a unit is renamed and made a shared pool in place", async () => {
  await open();
  await click("button", "Data & ML");
  await screen.fill("Name", "Data");
  screen.find("textbox", "Name").dispatchEvent(new Event("blur"));
  await screen.settle();
  document.querySelector<HTMLElement>('[aria-label="Unit Data"] input[type=checkbox]')?.click();
  await screen.settle();
  const [model] = await screen.backend.host.allocationModels.list();
  expect(model?.units.find(({ id }) => id === "u-data")).toMatchObject({
    name: "Data",
    split: { kind: "proportional", to: null },
  });
});

test("usage is not allocated, and a failure says what to do", async () => {
  await open("allocated", "?metric=usageAmount");
  expect(screen.text()).toContain("Usage cannot be allocated as one sum");
  await click("button", "Use unblended cost");
  expect(screen.text()).toContain("The bill");
  screen.close();
  await open("failing");
  screen.close();
  screen = await openAnalysis(TagsScreen, "/allocation/tags", { scene: "failing" });
  expect(screen.find("alert", /workspace\.damaged/).textContent).toContain("Try again");
});

test("values that look alike are merged into a virtual tag in one click, and back", async () => {
  screen = await openAnalysis(TagsScreen, "/allocation/tags", { scene: "data" });
  expect(screen.text()).toContain("Untagged by service");
  await click("button", "Merge into “checkout”");
  expect(await screen.backend.host.tagProfiles.list()).toMatchObject([
    { name: "team", source: "tag:team", rules: [{ value: "checkout" }] },
  ]);
  expect(screen.text()).toContain("one in “team”");
  await click("button", "Explore by team");
  expect(linkOf(screen)).toContain("/explorer?by=profile:team");
  screen.close();
});

test("the showback of a unit is its own cost and what it received, service by service", async () => {
  screen = await openAnalysis(ShowbackScreen, "/allocation/showback", { scene: "allocated" });
  expect(screen.text()).toContain("From Shared services");
  expect(row("Amazon Elastic Compute Cloud")).toMatch(/\$.*\$0\.00.*\$/);
  expect(row("AWS Support (Business)")).toMatch(/\$0\.00\s*\$[1-9]/);
});

test("the amounts of a showback explain themselves: own cost by rules, the sum by the split", async () => {
  screen = await openAnalysis(ShowbackScreen, "/allocation/showback", { scene: "allocated" });
  const asked = () => screen.router.currentRoute.value.query["explain"];
  const numbers = (part: string) => [...document.querySelectorAll<HTMLElement>(`${part} [data-explain]`)];
  numbers("tbody tr:first-child")[0]?.click();
  await screen.settle();
  expect(decodeCell(asked())?.filters.map(({ dimension }) => dimension)).toEqual([
    BUSINESS_UNIT_REF,
    "service",
  ]);
  const [own, shared, after] = numbers("tfoot");
  own?.click();
  await screen.settle();
  expect(decodeCell(asked())?.filters.map(({ dimension }) => dimension)).toEqual([BUSINESS_UNIT_REF]);
  shared?.click();
  await screen.settle();
  expect(decodeFigure(asked())).toMatchObject({ kind: "unit", measure: "shared" });
  after?.click();
  await screen.settle();
  expect(decodeFigure(asked())).toMatchObject({ kind: "unit", measure: "after" });
});

test("what a rule takes explains itself: by its place among the rules, not by its filters alone", async () => {
  screen = await openAnalysis(AllocationScreen, "/allocation", { scene: "allocated" });
  const [first] = document.querySelectorAll<HTMLElement>('[aria-label="Rules"] [data-explain]');
  first?.click();
  await screen.settle();
  expect(decodeCell(screen.router.currentRoute.value.query["explain"])?.filters).toEqual([
    { dimension: ALLOCATION_RULE_REF, mode: "include", values: ["1"] },
  ]);
});

test("without units there is nothing to report on, and it leads there", async () => {
  screen = await openAnalysis(ShowbackScreen, "/allocation/showback", { scene: "data" });
  expect(screen.text()).toContain("No unit to report on");
});

test("a rule that names a deleted virtual tag says so and what to do; the others go on", async () => {
  await open("broken-rule");
  const [alert, ...others] = document.querySelectorAll('[aria-label="Rules"] [role=alert]');
  expect(alert?.textContent).toMatch(
    /Broken: there is no virtual tag “Deleted” any more.+until the filter is/s,
  );
  expect(others).toEqual([]);
  expect(row("Retail")).toMatch(/\$.*\$.*\$.*%/);
});

import { afterEach, describe, expect, test } from "vitest";
import { answerCosts } from "../../backend/fake/answer.ts";
import { linkOf, openAnalysis } from "../../backend/fake/open-analysis.ts";
import type { OpenScreen } from "../../backend/fake/open-screen.ts";
import { createFormat } from "../../format/format.ts";
import UnitEconomicsScreen from "./UnitEconomicsScreen.vue";

const format = createFormat("en-US");

let screen: OpenScreen;
afterEach(() => screen.close());

async function open(path = "/unit-economics", scene = "figures"): Promise<void> {
  screen = await openAnalysis(UnitEconomicsScreen, path, { scene });
}

async function click(role: string, name: string | RegExp): Promise<void> {
  screen.find(role, name).click();
  await screen.settle();
}

function row(table: string, name: string): string {
  const rows = [...document.querySelectorAll(`table[aria-label="${table}"] tbody tr`)];
  const found = rows.find((one) => one.textContent.includes(name));
  if (found === undefined) throw new Error(`no row ${name} in ${table}`);
  return found.textContent;
}

const costOf = (from: string, to: string): string =>
  answerCosts({
    metric: "unblended",
    granularity: "total",
    range: { from, to },
    groupBy: [],
    filters: [],
    currency: null,
    top: null,
  }).total ?? "0.0";

describe("the whole bill", () => {
  test("each month has its cost, its figure and one divided by the other; the month that goes on has none", async () => {
    await open();
    const september = Number(costOf("2026-09-01", "2026-10-01")) / (120_000 + 10 * 4_200);
    expect(row("Periods", "Sep 2026")).toContain(format.money(costOf("2026-09-01", "2026-10-01"), "USD"));
    expect(row("Periods", "Sep 2026")).toContain(september.toPrecision(4));
    expect(row("Periods", "Oct 2026")).toContain("goes on");
    expect(row("Periods", "Oct 2025")).toContain("no figure");
    expect(screen.text()).toContain("What changed the cost since Aug 2026");
  });

  test("the cost of a month explains itself", async () => {
    await open();
    document.querySelectorAll<HTMLElement>("[data-explain]")[1]?.click();
    await screen.settle();
    expect(linkOf(screen)).toContain("explain=");
  });
});

describe("each unit", () => {
  test("is told by the same figure where none names a unit, and what is unallocated too", async () => {
    await open("/unit-economics/bm-orders/month/units");
    expect(row("Units", "Web shop")).toMatch(/\$.*162,000.*\$0\.\d/);
    expect(row("Units", "Unallocated")).toContain("162,000");
    await click("button", "Data & ML");
    expect(document.querySelector("h2.of")?.textContent).toBe("Data & ML");
  });

  test("has its own figures where they name it; names the model lacks are said", async () => {
    await open("/unit-economics/bm-users/month/units");
    expect(row("Units", "Web shop")).toContain("48,000");
    expect(row("Units", "Data & ML")).not.toContain("48,000");
    expect(screen.text()).toContain("no unit called Wholesale");
  });

  test("without a model leads to Allocation", async () => {
    await open("/unit-economics/bm-orders/month/units", "figures-alone");
    expect(screen.text()).toContain("No business units yet");
  });
});

describe("importing", () => {
  test("a file is seen before it is kept, and joins what is there", async () => {
    await open("/unit-economics", "figures-alone");
    await click("button", "Figures");
    await click("menuitem", "Import figures…");
    await click("button", "Choose a file…");
    expect(row("What will be kept", "Orders")).toContain("2 changed");
    expect(row("What will be kept", "Returns")).toContain("2, not kept so far");
    expect(await screen.backend.host.businessMetrics.list()).toHaveLength(2);
    await click("button", "Keep 4 figures");
    const kept = await screen.backend.host.businessMetrics.list();
    expect(kept.map(({ name }) => name).toSorted()).toEqual(["Orders", "Returns", "Users"]);
    expect(kept.find(({ name }) => name === "Returns")?.figures[0]).toEqual({
      from: "2026-08-01",
      unit: null,
      value: "1234.5000000000",
    });
    expect((await orders())?.figures.find(({ from }) => from === "2026-09-01")?.value).toBe(
      "155000.0000000000",
    );
  });

  test("pasted text that can be read in two ways is asked about", async () => {
    await open("/unit-economics", "data");
    await click("button", "Import figures");
    const area = document.querySelector("textarea");
    if (area === null) throw new Error("no place to paste");
    area.value = "date;orders\n03/04/2026;12\n04/04/2026;15";
    area.dispatchEvent(new Event("input", { bubbles: true }));
    await screen.settle();
    await click("button", "Preview");
    expect(screen.text()).toContain("can be read in two ways. What stands first?");
    await click("button", "The day");
    expect(row("What will be kept", "orders")).toContain("Apr 3, 2026 to Apr 4, 2026");
    await click("button", "Keep 2 figures");
    expect((await screen.backend.host.businessMetrics.list())[0]).toMatchObject({
      name: "orders",
      grain: "day",
    });
    expect(screen.has("button", "Week")).toBe(true);
    await click("button", "Undo");
    expect(await screen.backend.host.businessMetrics.list()).toEqual([]);
  });
});

describe("by hand", () => {
  test("a figure is typed, changed and refused when it is none", async () => {
    await open("/unit-economics", "data");
    await click("button", "Type figures");
    await screen.fill("Name", "Seats");
    await click("button", "Add figure");
    await screen.fill("Date of figure 1", "2026-09");
    await screen.fill("Value of figure 1", "many");
    submit();
    await screen.settle();
    expect(screen.text()).toContain("“many” is no number.");
    await screen.fill("Value of figure 1", "250.5");
    submit();
    await screen.settle();
    expect(await screen.backend.host.businessMetrics.list()).toMatchObject([
      {
        name: "Seats",
        grain: "month",
        figures: [{ from: "2026-09-01", unit: null, value: "250.5000000000" }],
      },
    ]);
    expect(row("Periods", "Sep 2026")).toContain("250.5");
  });

  test("deleting figures can be taken back", async () => {
    await open();
    await click("button", "Figures");
    await click("menuitem", "Delete Orders");
    expect(await orders()).toBeUndefined();
    await click("button", "Undo");
    expect(await orders()).toBeDefined();
  });
});

async function orders() {
  return (await screen.backend.host.businessMetrics.list()).find(({ id }) => id === "bm-orders");
}

function submit(): void {
  document.querySelector<HTMLElement>("[role=dialog] button[type=submit]")?.click();
}

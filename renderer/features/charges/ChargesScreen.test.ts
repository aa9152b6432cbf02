import { afterEach, expect, test } from "vitest";
import type { CostCell } from "#core/cost/explain/cost-cell.ts";
import { linkOf, openAnalysis } from "../../backend/fake/open-analysis.ts";
import type { OpenScreen } from "../../backend/fake/open-screen.ts";
import { decodeCell, decodeDifference, decodeFigure } from "../../stores/explain-link.ts";
import ChargesScreen from "./ChargesScreen.vue";

let screen: OpenScreen;
afterEach(() => screen.close());

async function open(path = "/charges", scene = "data"): Promise<void> {
  screen = await openAnalysis(ChargesScreen, path, { scene });
}

function cellsOf(name: string): readonly string[] {
  const row = [...document.querySelectorAll("table tr")].find((each) => each.textContent.includes(name));
  return [...(row?.querySelectorAll("td") ?? [])].map((cell) =>
    cell.textContent.replaceAll(/\s+/g, " ").trim(),
  );
}

test("opens on data transfer by category with volume, rate, change and share", async () => {
  await open();
  expect(screen.find("link", "Data transfer").getAttribute("aria-current")).toBe("page");
  const [, , volume, rate, cost, , share] = cellsOf("Between Availability Zones");
  expect({ volume, rate, cost, share }).toEqual({
    volume: "4,464 GB",
    rate: "$0.0833",
    cost: "$372.00",
    share: "20.9%",
  });
  expect(screen.text()).toContain("on both sides");
});

test("a category opens its usage types, and a usage type exactly its line items", async () => {
  await open();
  screen.find("button", "Between Availability Zones").click();
  await screen.settle();
  expect(linkOf(screen)).toBe("/charges/dataTransfer/usage/interZone");
  screen.find("button", "DataTransfer-Regional-Bytes · InterZone-In").click();
  await screen.settle();
  const link = linkOf(screen);
  expect(link).toContain("/line-items?");
  for (const part of ["service:AmazonEC2", "usageType:DataTransfer-Regional-Bytes", "operation:InterZone-In"])
    expect(link).toContain(part);
  expect(link).toContain("!billingEntity:AWS+Marketplace");
});

test("each number explains itself by the charges and filters that make it", async () => {
  await open();
  const row = screen.find("button", "Between Availability Zones").closest("tr");
  const numbers = [...(row?.querySelectorAll<HTMLElement>("[data-explain]") ?? [])];
  expect(numbers).toHaveLength(4);
  for (const [at, measure] of ["volume", "rate"].entries()) {
    numbers[at]?.click();
    await screen.settle();
    expect(decodeFigure(screen.router.currentRoute.value.query["explain"])).toMatchObject({
      kind: "charge",
      measure,
      key: ["interZone"],
    });
  }
  numbers[2]?.click();
  await screen.settle();
  expect(explained()).toMatchObject({
    charges: { kind: "dataTransfer", categories: ["interZone"] },
    filters: [],
  });
  numbers[3]?.click();
  await screen.settle();
  const difference = decodeDifference(screen.router.currentRoute.value.query["explain"]);
  expect(difference?.before).toMatchObject({ charges: difference?.now.charges });
  document.querySelector<HTMLElement>("tfoot tr:last-child td:nth-child(5) [data-explain]")?.click();
  await screen.settle();
  expect(explained()?.charges).toEqual({ kind: "dataTransfer", categories: null });
  document.querySelector<HTMLElement>("dl [data-explain]")?.click();
  await screen.settle();
  expect(explained()?.charges).toEqual({ kind: "dataTransfer", categories: null });
});

test.each(["marketplace", "support", "tax", "credits"])(
  "the amounts of %s explain themselves, the total too",
  async (kind) => {
    await open(`/charges/${kind}`);
    for (const part of ["tbody tr", "tfoot tr:last-child"])
      expect(document.querySelector(`table ${part} [data-explain]`)).not.toBeNull();
    document.querySelector<HTMLElement>("tfoot [data-explain]")?.click();
    await screen.settle();
    const cell = explained();
    if (kind === "support") expect(cell?.charges).toEqual({ kind, categories: null });
    else expect(cell?.filters.length).toBeGreaterThan(0);
  },
);

function explained(): CostCell | null {
  return decodeCell(screen.router.currentRoute.value.query["explain"]);
}

test("every kind has a tab with its own divisions", async () => {
  await open();
  for (const [tab, division] of [
    ["Network services", "Category"],
    ["Marketplace", "Seller"],
    ["Support", "Payer account"],
    ["Tax", "Tax type"],
    ["Credits", "Credit"],
  ] as const) {
    screen.find("link", tab).click();
    await screen.settle();
    expect(screen.find("button", division).getAttribute("aria-pressed")).toBe("true");
    expect(document.querySelector("tbody tr")).not.toBeNull();
  }
});

test("a credit shows when it ended, and what is left once its amount is entered", async () => {
  await open("/charges/credits");
  expect(cellsOf("Migration credit 7").slice(2)).toEqual([
    "$8,100.00",
    "$900.00(steady)",
    "Oct 2025",
    "Jun 2026",
    "Enter…",
    "–",
    "ended in Jun 2026",
  ]);
  screen.find("button", "Granted amount of Migration credit 7").click();
  await screen.settle();
  await screen.fill(/Amount in USD/, "10,000");
  screen.find("button", "Save").click();
  await screen.settle();
  expect(cellsOf("Migration credit 7").slice(6, 8)).toEqual(["$10,000.00", "$1,900.00"]);
});

test("an address that is no view opens the nearest one", async () => {
  await open("/charges/tax/category/interZone");
  expect(screen.find("link", "Tax").getAttribute("aria-current")).toBe("page");
  expect(screen.find("button", "Tax type").getAttribute("aria-pressed")).toBe("true");
  expect(screen.has("button", /All categories/)).toBe(false);
});

test("nothing of a kind is said, never shown as 0", async () => {
  await open("/charges/refunds");
  expect(screen.text()).toContain("Nothing was refunded in this period.");
  expect(screen.text()).not.toContain("$0.00");
});

test("no change is told where the data does not reach the period compared with", async () => {
  await open();
  expect(document.querySelector("thead")?.textContent).toContain("Change");
  await screen.router.push("/charges?period=last12Months");
  await screen.settle();
  expect(document.querySelector("thead")?.textContent).not.toContain("Change");
});

test("usage amounts are no money", async () => {
  await open("/charges/tax?metric=usageAmount");
  expect(screen.text()).toContain("Usage amount is no money: unblended cost is shown.");
});

test("a failure says what happened and its code", async () => {
  await open("/charges", "failing");
  expect(screen.find("alert", /workspace\.damaged/).textContent).toContain("Try again");
});

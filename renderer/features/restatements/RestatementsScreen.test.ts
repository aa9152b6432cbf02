import { afterEach, expect, test } from "vitest";
import { linkOf, openAnalysis } from "../../backend/fake/open-analysis.ts";
import type { OpenScreen } from "../../backend/fake/open-screen.ts";
import RestatementsScreen from "./RestatementsScreen.vue";

let screen: OpenScreen;
afterEach(() => screen.close());

async function open(scene = "data"): Promise<void> {
  screen = await openAnalysis(RestatementsScreen, "/restatements", { scene });
}

function cellsOf(name: string): readonly string[] {
  const row = [...document.querySelectorAll("table tr")].find((each) => each.textContent.includes(name));
  return [...(row?.querySelectorAll("td") ?? [])].map((cell) =>
    cell.textContent.replaceAll(/\s+/g, " ").trim(),
  );
}

test("a closed month that changed is told with both totals, and kept until it is acknowledged", async () => {
  await open();
  expect(cellsOf("September 2026").slice(3, 7)).toEqual([
    "$475,820.75",
    "$476,253.30",
    "+$432.55",
    "Closed month changed",
  ]);
  expect(screen.text()).toContain("1 to acknowledge");
  screen.find("button", "Acknowledge the restatement of September 2026").click();
  await screen.settle();
  expect(cellsOf("September 2026").slice(6)).toEqual(["Acknowledged", ""]);
  expect(screen.text()).not.toContain("to acknowledge");
});

test("the differences by service lead on to the line items", async () => {
  await open();
  expect(cellsOf("Amazon Elastic Compute Cloud").slice(2)).toEqual([
    "$412,310.25",
    "$412,842.90",
    "+$532.65",
  ]);
  expect(screen.text()).toContain("12 others are unchanged");
  screen.find("button", "Amazon Elastic Compute Cloud").click();
  await screen.settle();
  expect(screen.find("button", "Account").getAttribute("aria-pressed")).toBe("true");
  expect(screen.has("button", "Without Service")).toBe(true);
  screen.find("button", "Line items").click();
  await screen.settle();
  expect(cellsOf("BoxUsage:m6i.2xlarge").slice(0, 2)).toEqual(["Changed", "2026-09-04 00:00"]);
  expect(screen.text()).toContain("AWS numbers the line items of every delivery anew");
});

test("what was replaced before anything was kept says so", async () => {
  await open();
  expect(cellsOf("January 2026").at(-1)).toBe("Replaced an earlier delivery of which nothing was kept.");
});

test("choosing a month is in the address", async () => {
  await open();
  screen.find("button", "September 2026").click();
  await screen.settle();
  expect(linkOf(screen)).toContain("/restatements/d-2026-09-a-b");
});

test("a failure says what happened and its code", async () => {
  await open("failing");
  expect(screen.find("alert", /workspace\.damaged/).textContent).toContain("Try again");
});

test("the list is exported", async () => {
  await open();
  screen.find("button", "Export").click();
  await screen.settle();

  screen.find("menuitem", /CSV/).click();
  await screen.settle();
  expect(await screen.backend.engine.jobs.list()).toMatchObject([
    { job: "export", title: "restatements.csv" },
  ]);
});

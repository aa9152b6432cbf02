import { afterEach, expect, test } from "vitest";
import { openAnalysis } from "../../backend/fake/open-analysis.ts";
import type { OpenScreen } from "../../backend/fake/open-screen.ts";
import ParityScreen from "./ParityScreen.vue";

let screen: OpenScreen;
afterEach(() => screen.close());

async function open(scene = "data"): Promise<void> {
  screen = await openAnalysis(ParityScreen, "/parity", { scene });
}

function cellsOf(name: string): readonly string[] {
  const row = [...document.querySelectorAll("tbody tr")].find((each) => each.textContent.includes(name));
  return [...(row?.querySelectorAll("td") ?? [])].map((cell) =>
    cell.textContent.replaceAll(/\s+/g, " ").trim(),
  );
}

test("both formats stand side by side, each difference explained or listed", async () => {
  await open();
  expect(screen.text()).toContain("1 sum (by account, service and kind of charge) with a difference");
  expect(cellsOf("AmazonS3")).toEqual(["AmazonS3", "$4,820.00", "$4,818.50", "-$1.50", "", "-$1.50"]);
  expect(cellsOf("AmazonEC2").at(-1)).toBe("none");
  screen.find("button", "Kind of charge").click();
  await screen.settle();
  expect(cellsOf("Discounts")).toEqual([
    "Discounts",
    "-$2,472.03",
    "$0.00",
    "+$2,472.03",
    "Private discounts +$2,472.03",
    "none",
  ]);
  expect(screen.text()).toContain("FOCUS writes costs net of private discounts");
});

test("a row leads to the line items that differ in both formats, and is closed again", async () => {
  await open();
  screen.find("button", "AmazonS3").click();
  await screen.settle();
  expect(screen.text()).toContain("AmazonS3: line items that differ");
  expect(screen.text()).toContain("2 differ, 410 do not");
  expect(screen.text()).not.toContain("AmazonEC2");
  expect(cellsOf("EU-Requests-Tier1").slice(-3)).toEqual(["$0.50", "–", "-$0.50"]);
  screen.find("button", "Close line items").click();
  await screen.settle();
  expect(screen.text()).not.toContain("line items that differ");
  expect(screen.text()).toContain("AmazonEC2");
});

test("without any pair it says what would be here", async () => {
  await open("empty");
  expect(screen.text()).toContain("No month came in two formats");
});

test("a failure says what happened and its code", async () => {
  await open("failing");
  expect(screen.find("alert", /workspace\.damaged/).textContent).toContain("Try again");
});

test("all of it is one workbook", async () => {
  await open();
  screen.find("button", "Export").click();
  await screen.settle();

  screen.find("menuitem", /Excel workbook, all 4 tables/).click();
  await screen.settle();
  expect(await screen.backend.engine.jobs.list()).toMatchObject([
    { job: "export", title: "parity-2026-09.xlsx" },
  ]);
});

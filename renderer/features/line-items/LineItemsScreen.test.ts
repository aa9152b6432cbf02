import { afterEach, expect, test } from "vitest";
import { linkOf, openAnalysis } from "../../backend/fake/open-analysis.ts";
import type { OpenScreen } from "../../backend/fake/open-screen.ts";
import LineItemsScreen from "./LineItemsScreen.vue";

let screen: OpenScreen;
afterEach(() => screen.close());

async function open(query = "", scene = "data"): Promise<void> {
  screen = await openAnalysis(LineItemsScreen, `/line-items${query}`, { scene });
}

const cells = (): readonly HTMLElement[] => [...document.querySelectorAll<HTMLElement>("tbody td")];
const rows = (): readonly HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>("tbody tr[aria-rowindex]"),
];

test("says how many line items there are and what they cost together", async () => {
  await open("?f=service:AmazonS3");
  expect(document.querySelector("p[aria-live]")?.textContent).toMatch(
    /[\d,]+ line items\s+Unblended cost \$11,525\.24/,
  );
});

test("draws only the rows in sight of a long list", async () => {
  await open();
  expect(Number(document.querySelector("[role=grid]")?.getAttribute("aria-rowcount"))).toBeGreaterThan(
    100_000,
  );
  expect(rows().length).toBeGreaterThan(10);
  expect(rows().length).toBeLessThan(100);
});

test("a row opens every filled column with the file and row it comes from", async () => {
  await open();
  cells()[0]?.click();
  await screen.settle();
  const details = document.querySelector('aside[aria-label="Line item"]')?.textContent ?? "";
  expect(details).toContain("acme-cost-and-usage-1.csv.gz");
  expect(details).toContain("lineItem/LineItemDescription");
  await screen.press("Escape");
  await screen.settle();
  expect(document.querySelector('aside[aria-label="Line item"]')).toBeNull();
});

test("arrow keys move from cell to cell, Enter opens", async () => {
  await open();
  cells()[0]?.focus();
  await screen.press("ArrowRight");
  await screen.settle();
  await screen.press("ArrowDown");
  await screen.settle();
  expect(document.activeElement?.getAttribute("data-current")).toBe("true");
  await screen.press("Enter");
  await screen.settle();
  expect(document.querySelector('aside[aria-label="Line item"]')?.textContent).toContain("Line item 2");
});

test("a head sorts down, up and not at all", async () => {
  await open();
  const sorts = async (): Promise<string | null> => {
    screen.find("button", /^Unblended cost/).click();
    await screen.settle();
    return (
      screen
        .find("button", /^Unblended cost/)
        .closest("th")
        ?.getAttribute("aria-sort") ?? null
    );
  };
  expect([await sorts(), await sorts(), await sorts()]).toEqual(["descending", "ascending", null]);
});

test("the link keeps columns and sort, without a step back for each", async () => {
  await open("?cols=line_item_usage_type,line_item_unblended_cost,gone&sort=down:line_item_unblended_cost");
  const heads = (): readonly string[] =>
    [...document.querySelectorAll("thead th")].map((head) => head.textContent.replace(/[↓↑]/, "").trim());
  expect(heads()).toEqual(["Usage type", "Unblended cost"]);
  expect(
    screen
      .find("button", /^Unblended cost/)
      .closest("th")
      ?.getAttribute("aria-sort"),
  ).toBe("descending");
  screen.find("button", /^Unblended cost/).click();
  await screen.settle();
  expect(linkOf(screen)).toContain("&sort=up:line_item_unblended_cost");
  screen.find("button", /^Columns/).click();
  await screen.settle();
  screen.find("button", "All").click();
  await screen.settle();
  expect(linkOf(screen)).toContain("?cols=*all&");
  expect(heads().length).toBeGreaterThan(10);
  screen.find("button", "Common ones").click();
  await screen.settle();
  expect(linkOf(screen)).toBe("/line-items?sort=up:line_item_unblended_cost");
});

test("a link with a sort that this workspace does not know still opens", async () => {
  await open("?sort=down:nothing");
  expect(rows().length).toBeGreaterThan(10);
});

test("the drill path leads back up", async () => {
  await open("?by=usageType&f=service:AmazonS3&f=usageType:Requests-Tier1&drilled=service&drilled=usageType");
  await screen.press("Backspace");
  await screen.settle();
  expect(linkOf(screen)).toBe("/explorer?by=usageType&f=service:AmazonS3&drilled=service");
});

test("exports what is shown", async () => {
  await open();
  screen.find("button", "Export").click();
  await screen.settle();
  await screen.press("ArrowDown");
  await screen.press("ArrowRight");
  await screen.settle();
  screen.find("menuitem", /CSV/).click();
  await screen.settle();
  expect(await screen.backend.engine.jobs.list()).toMatchObject([
    { job: "export", title: "line-items-2026-10-01-2026-10-21.csv" },
  ]);
});

test("nothing to list is no failure", async () => {
  await open("?f=service:Nothing");
  expect(screen.text()).toContain("No line item of this period passes the filters.");
});

test("a failure says what happened and its code", async () => {
  await open("", "failing");
  expect(screen.find("alert", /workspace\.damaged/).textContent).toContain("Try again");
  expect(screen.text().match(/workspace\.damaged/g)).toHaveLength(1);
});

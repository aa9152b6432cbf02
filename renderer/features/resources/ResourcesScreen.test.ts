import { afterEach, expect, test } from "vitest";
import { linkOf, openAnalysis } from "../../backend/fake/open-analysis.ts";
import type { OpenScreen } from "../../backend/fake/open-screen.ts";
import ResourcesScreen from "./ResourcesScreen.vue";

let screen: OpenScreen;
afterEach(() => screen.close());

async function open(query = "", scene = "data"): Promise<void> {
  screen = await openAnalysis(ResourcesScreen, `/resources${query}`, { scene });
}

const rows = (): readonly HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>("tbody tr[aria-rowindex]"),
];
const counted = (): number =>
  Number(/([\d,]+) resources?/.exec(screen.text())?.[1]?.replaceAll(",", "") ?? Number.NaN);
const panel = (): Element | null => document.querySelector('aside[aria-label="Resource"]');

/** The search waits for a pause in typing. */
async function typed(text: string): Promise<void> {
  await screen.fill("Search resource ids", text);
  await new Promise((resolve) => setTimeout(resolve, 250));
  await screen.settle();
}

test("lists resources with what they are, since when, their tags, trend and cost, the largest first", async () => {
  await open();
  expect(counted()).toBe(Number(document.querySelector("table")?.getAttribute("aria-rowcount")) - 1);
  const [first] = rows();
  expect(first?.textContent).toMatch(/Compute Instance · Amazon .+ · .+ · /);
  await expect.poll(() => first?.textContent, { timeout: 5_000 }).toContain("team checkout");
  expect(first?.textContent).toMatch(/\$[\d,]+\.\d\d/);
  expect(first?.querySelector("svg[role=img]")).not.toBeNull();
  expect(screen.find("button", /^Cost/).closest("th")?.getAttribute("aria-sort")).toBe("descending");
});

test("says what of the bill is in no row", async () => {
  await open();
  expect(screen.text()).toContain("$412.50 names no resource");
});

test("the search narrows the list, also to nothing", async () => {
  await open();
  const all = counted();
  await typed("amazons3");
  expect(counted()).toBeGreaterThan(0);
  expect(counted()).toBeLessThan(all);
  expect(rows().every((row) => row.textContent.includes("Amazon Simple Storage Service"))).toBe(true);
  await typed("nothing is called so");
  expect(screen.text()).toContain("No resource of this period passes the search");
  screen.find("button", "Clear search and filters").click();
  await screen.settle();
  expect(counted()).toBe(all);
});

test("a state keeps only its resources and leaves the others' counts", async () => {
  await open();
  const fresh = screen.find("button", /^New \d/);
  const count = Number(/\d+/.exec(fresh.textContent)?.[0]);
  fresh.click();
  await screen.settle();
  expect(counted()).toBe(count);
  expect(screen.find("button", /^New \d/).getAttribute("aria-pressed")).toBe("true");
  expect(rows().every((row) => row.querySelector(".state")?.textContent.trim() === "New")).toBe(true);
  expect(screen.find("button", /^Gone \d/)).toBeDefined();
});

test("a facet becomes a filter of the address, and does not narrow itself", async () => {
  await open();
  const regions = document.querySelector('section[aria-label="Region"]');
  const [first] = regions?.querySelectorAll<HTMLInputElement>("input") ?? [];
  first?.click();
  await screen.settle();
  expect(linkOf(screen)).toMatch(/\?f=region:/);
  expect(document.querySelectorAll('section[aria-label="Region"] li').length).toBeGreaterThan(1);
});

test("without a period to compare with there are no states", async () => {
  await open("?vs=none");
  expect(screen.text()).toContain("Compare with a period to see what is new, gone or grown.");
  expect(screen.has("button", /^New \d/)).toBe(false);
});

test("a period that the data does not reach is named", async () => {
  await open("?from=2025-10-01&to=2025-11-01");
  expect(screen.text()).toContain("No complete data for September 2025 to compare with.");
});

test("new since a day compares from that day on", async () => {
  await open();
  screen.find("button", "New since…").click();
  await screen.settle();
  await screen.fill("Since", "2026-10-08");
  screen.find("button", "Show").click();
  await screen.settle();
  expect(linkOf(screen)).toBe("/resources?from=2026-10-08&to=2026-10-21&state=new");
  expect(screen.find("button", /^New \d/).getAttribute("aria-pressed")).toBe("true");
});

test("a resource opens its history, usage types and tags over time, and leads on", async () => {
  await open();
  rows()[0]?.click();
  await screen.settle();
  expect(panel()?.textContent).toContain("Usage types");
  expect(panel()?.textContent).toContain("no value");
  expect(panel()?.textContent).toContain("checkout");
  expect(panel()?.textContent).toContain("from the first day of the data");
  screen.find("button", "By hour").click();
  await screen.settle();
  expect(screen.find("button", "By hour").getAttribute("aria-pressed")).toBe("true");
  screen.find("button", "Explorer").click();
  await screen.settle();
  expect(linkOf(screen)).toMatch(/^\/explorer\?by=usageType&f=resourceId:arn/);
});

test("arrow keys move, Enter opens, Escape closes", async () => {
  await open();
  rows()[0]?.focus();
  await screen.press("ArrowDown");
  await screen.settle();
  expect(document.activeElement?.getAttribute("data-index")).toBe("1");
  await screen.press("Enter");
  await screen.settle();
  expect(panel()).not.toBeNull();
  await screen.press("Escape");
  await screen.settle();
  expect(panel()).toBeNull();
});

test("exports the list as it stands", async () => {
  await open();
  screen.find("button", /^New \d/).click();
  await screen.settle();
  screen.find("button", "Export").click();
  await screen.settle();
  screen.find("menuitem", /CSV/).click();
  await screen.settle();
  expect(await screen.backend.engine.jobs.list()).toMatchObject([
    { job: "export", title: "resources-2026-10-01-2026-10-21.csv" },
  ]);
});

test("a failure says what happened and its code once", async () => {
  await open("", "failing");
  expect(screen.text().match(/workspace\.damaged/g)).toHaveLength(1);
});

test("with fewer days before than in the period, only who was there is told", async () => {
  await open("?from=2025-11-01&to=2026-10-21");
  expect(screen.text()).toMatch(/against Oct 1.+20, 2025,\s+all that is held before/);
  expect(screen.has("button", /^New \d/)).toBe(true);
  expect(screen.has("button", /^Grown \d/)).toBe(false);
  expect(screen.has("button", "Change")).toBe(false);
});

test("search, state and sort are in the address, and back brings the former ones", async () => {
  await open("?find=arn&state=new&order=up:resource");
  expect(screen.find("button", /^New \d/).getAttribute("aria-pressed")).toBe("true");
  expect(document.querySelector<HTMLInputElement>('input[aria-label="Search resource ids"]')?.value).toBe(
    "arn",
  );
  expect(
    screen
      .find("button", /^Resource/)
      .closest("th")
      ?.getAttribute("aria-sort"),
  ).toBe("ascending");
  const few = counted();
  screen.find("button", /^All \d/).click();
  await screen.settle();
  expect(linkOf(screen)).toBe("/resources?find=arn&order=up:resource");
  expect(counted()).toBeGreaterThan(few);
  await typed("");
  expect(linkOf(screen)).toBe("/resources?order=up:resource");
  screen.router.back();
  await screen.settle();
  expect(linkOf(screen)).toContain("state=new");
  expect(counted()).toBe(few);
});

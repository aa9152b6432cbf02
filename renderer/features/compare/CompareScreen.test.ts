import { afterEach, expect, test } from "vitest";
import { linkOf, openAnalysis } from "../../backend/fake/open-analysis.ts";
import type { OpenScreen } from "../../backend/fake/open-screen.ts";
import CompareScreen from "./CompareScreen.vue";

let screen: OpenScreen;
afterEach(() => screen.close());

async function open(path = "/compare?period=lastMonth", scene = "data"): Promise<void> {
  screen = await openAnalysis(CompareScreen, path, { scene });
}

function steps(): readonly string[] {
  return [...document.querySelectorAll("ol.waterfall button")].map(
    (button) => button.getAttribute("aria-label") ?? "",
  );
}

test("shows both totals, the steps between them, and the groups that make them", async () => {
  await open();
  const [first = "", ...rest] = steps();
  expect(first).toMatch(/^Before: \$[\d,.]+$/);
  expect(rest.at(-1)).toMatch(/^Now: \$[\d,.]+$/);
  expect(rest.some((step) => step.startsWith("Volume: "))).toBe(true);
  expect(rest.some((step) => step.startsWith("Price: +"))).toBe(true);
  expect(document.querySelector("ol.waterfall")?.getAttribute("aria-label")).toMatch(/^From \$.+ steps/);
  expect(
    document.querySelectorAll("table[aria-label='What makes the difference'] tbody tr").length,
  ).toBeGreaterThan(5);
});

test("a step is looked into, and the address says so", async () => {
  await open();
  screen.find("button", /^Price: /).click();
  await screen.settle();
  expect(linkOf(screen)).toContain("/compare/comparison/here/days/price?");
  expect(screen.find("heading", "Price").textContent).toBe("Price");
  const head = [...document.querySelectorAll("table[aria-label='Behind it'] th")].at(-1);
  expect(head?.textContent.trim()).toBe("Price");
});

test("an effect of a group is looked into", async () => {
  await open();
  screen.find("button", /^Volume of Amazon Elastic Compute Cloud: /).click();
  await screen.settle();
  expect(screen.text()).toContain("Volume · Amazon Elastic Compute Cloud");
  const rows = [...document.querySelectorAll("table[aria-label='Behind it'] tbody tr")];
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every((row) => row.textContent.includes("Amazon Elastic Compute Cloud"))).toBe(true);
});

test("a group leads to its costs, and a product too", async () => {
  await open();
  screen.find("button", "Amazon Elastic Compute Cloud").click();
  await screen.settle();
  expect(linkOf(screen)).toContain("/explorer?");
  expect(linkOf(screen)).toContain("f=service:AmazonEC2");
});

test("the change explains itself as a difference", async () => {
  await open();
  const [, , change] = document.querySelectorAll("dl button");
  if (!(change instanceof HTMLElement)) throw new Error("no change to ask");
  change.click();
  await screen.settle();
  expect(decodeURIComponent(linkOf(screen))).toMatch(/"before":\{.*"now":\{/);
});

test("what time made of it is looked into from the total without it", async () => {
  await open();
  const [, , , without] = document.querySelectorAll("dl button");
  if (!(without instanceof HTMLElement)) throw new Error("no total without the calendar");
  without.click();
  await screen.settle();
  expect(linkOf(screen)).toContain("/days/calendar");
});

test("time is an effect of its own, or more volume", async () => {
  await open();
  expect(steps().some((step) => step.startsWith("Calendar: "))).toBe(true);
  screen.find("checkbox", "Calendar as its own step").click();
  await screen.settle();
  expect(linkOf(screen)).toContain("/compare/comparison/here/real/");
  expect(steps().some((step) => step.startsWith("Calendar: "))).toBe(false);
});

test("a period of another workspace is named, and only this one's numbers explain themselves", async () => {
  await open("/compare/same/w-2/days/all?period=lastMonth");
  expect(screen.text()).toContain("Before · Northwind Logistics");
  expect(screen.text()).toContain("Now · Acme Retail");
  const [before, now] = [...document.querySelectorAll("dl > div")];
  expect(before?.querySelector("button")).toBeNull();
  expect(now?.querySelector("button")).not.toBeNull();
});

test("periods of two currencies stand side by side without a difference", async () => {
  await open("/compare/same/w-3/days/all?period=lastMonth");
  expect(screen.text()).toContain("EUR and USD are never added up");
  expect(steps()).toEqual([]);
  const heads = [...document.querySelectorAll("table th")].map((head) => head.textContent.trim());
  expect(heads).toEqual(["Service", "Before", "Now"]);
});

test("a period that is not held is told, with a way out", async () => {
  await open("/compare/2020-01-01..2020-02-01/here/days/all?period=lastMonth");
  expect(screen.text()).toContain("Nothing is held of");
  screen.find("button", "Last month, month before").click();
  await screen.settle();
  expect(steps().length).toBeGreaterThan(2);
});

test("the newest day is told to be open, and left out on demand", async () => {
  await open("/compare");
  expect(screen.text()).toContain("is the newest day held; AWS may still add to it");
  screen.find("button", "Leave it out").click();
  await screen.settle();
  expect(linkOf(screen)).toContain("from=2026-10-01&to=2026-10-20");
});

test("a failure is told as one", async () => {
  await open("/compare", "failing");
  expect(document.querySelector("[role=alert]")).not.toBeNull();
});

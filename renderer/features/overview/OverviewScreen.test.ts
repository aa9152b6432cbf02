import { afterEach, expect, test } from "vitest";
import { linkOf, openAnalysis } from "../../backend/fake/open-analysis.ts";
import type { OpenScreen } from "../../backend/fake/open-screen.ts";
import OverviewScreen from "./OverviewScreen.vue";

let screen: OpenScreen;
afterEach(() => screen.close());

async function open(scene = "data"): Promise<void> {
  screen = await openAnalysis(OverviewScreen, "/overview", { scene });
}

test("tells the month beside the same days of last month and last year", async () => {
  await open();
  const figures = document.querySelector('[aria-label="Key figures"]')?.textContent ?? "";
  for (const part of [
    "$142,532.56",
    "$134,484.79",
    "+6.0%",
    "$90,348.63",
    "September 2026",
    "Oct 20, 2026",
  ]) {
    expect(figures).toContain(part);
  }
});

test("lists services, movers, accounts, regions and charge types", async () => {
  await open();
  const parts = [...document.querySelectorAll("section")].map((part) => part.getAttribute("aria-label"));
  expect(parts).toEqual(["Key figures", "Services", "Biggest movers", "Accounts", "Regions", "Charge types"]);
  expect(screen.text()).toContain("Other (7 groups)");
  expect(screen.text()).toContain("+$4,400.04");
});

test("a row leads to the Explorer with what it shows", async () => {
  await open();
  screen.find("button", "Amazon SageMaker").click();
  await screen.settle();
  expect(linkOf(screen)).toBe(
    "/explorer?vs=lastMonth&by=usageType&f=service:AmazonSageMaker&drilled=service",
  );
});

test("an account leads to its services", async () => {
  await open();
  screen.find("button", "Data platform").click();
  await screen.settle();
  expect(linkOf(screen)).toBe("/explorer?vs=lastMonth&f=linkedAccount:111122225555&drilled=linkedAccount");
});

test("a failure says what happened and its code", async () => {
  await open("failing");
  expect(screen.find("alert", /workspace\.damaged/).textContent).toContain("Try again");
});

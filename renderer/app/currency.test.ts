import { afterEach, beforeEach, expect, test } from "vitest";
import { standInForDrawing } from "../backend/fake/open-analysis.ts";
import { openScreen, type OpenScreen } from "../backend/fake/open-screen.ts";
import App from "./App.vue";
import { createAppRouter } from "./router.ts";

const RATES = [
  { id: "USD-EUR-2024-01", from: "USD", to: "EUR", asOf: "2024-01", rate: "0.5", note: "Treasury" },
];

let screen: OpenScreen;
beforeEach(async () => {
  window.location.hash = "";
  standInForDrawing();
  screen = await openScreen(App, { fake: {}, path: "/help", createRouter: createAppRouter });
  await screen.backend.host.currencyRates.save({ id: "rates", rates: RATES });
});
afterEach(() => screen.close());

async function show(path: string): Promise<readonly string[]> {
  // Some screens follow the choice without having it in their address.
  await screen.router.push("/overview?in=EUR");
  await screen.settle();
  if (screen.router.currentRoute.value.path !== path) await screen.router.push(path);
  await screen.settle();
  await screen.settle();
  return [...document.querySelectorAll("main .converted")].map((one) => one.textContent.trim());
}

/** Amounts in dollars and euros that stand together, in cents. */
function pairs(): readonly (readonly [number, number])[] {
  const cents = (text: string): number => Math.round(Number(text.replaceAll(/[^\d.-]/g, "")) * 100);
  return [...document.querySelectorAll("main .converted")].flatMap((one) => {
    const own = one.previousElementSibling?.textContent ?? "";
    return own.includes("$") ? [[cents(own), cents(one.textContent)] as const] : [];
  });
}

test.each([
  ["/overview", 10],
  ["/findings", 5],
  ["/budgets/b-ml", 4],
  ["/resources?in=EUR&period=lastMonth", 3],
  ["/commitments?in=EUR&period=lastMonth", 1],
  ["/commitments?in=EUR&period=last3Months", 12],
  ["/allocation/tags?in=EUR&period=last3Months", 6],
])("amounts of %s stand beside those of the bill", async (path, least) => {
  const shown = await show(path);
  expect(shown.length).toBeGreaterThanOrEqual(least);
  expect(shown.every((text) => text.includes("€"))).toBe(true);
  const found = pairs();
  expect(found.length).toBeGreaterThan(0);
  for (const [own, euros] of found) expect(Math.abs(own / 2 - euros)).toBeLessThanOrEqual(1);
});

/** Changes of resources in the other currency. */
function changes(): readonly string[] {
  return [...document.querySelectorAll("main td.amount:not(.before, .last) > .converted")].map((one) =>
    one.textContent.trim(),
  );
}

test("a change of a resource is told in euros too", async () => {
  await show("/resources?in=EUR&period=lastMonth");
  expect(changes().length).toBeGreaterThan(3);
  for (const text of changes()) expect(text).toContain("€");
});

test("where one of its months has no rate, a change says so instead of telling a wrong number", async () => {
  const late = RATES.map((rate) => ({ ...rate, asOf: "2026-09" }));
  await screen.backend.host.currencyRates.save({ id: "rates", rates: late });
  await show("/resources?in=EUR&period=lastMonth");
  expect(changes().filter((text) => text === "no rate for EUR").length).toBeGreaterThan(3);
});

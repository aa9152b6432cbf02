import { afterEach, expect, test } from "vitest";
import { linkOf, openAnalysis } from "../../backend/fake/open-analysis.ts";
import type { OpenScreen } from "../../backend/fake/open-screen.ts";
import { decodeFigure } from "../../stores/explain-link.ts";
import CommitmentsScreen from "./CommitmentsScreen.vue";

let screen: OpenScreen;
afterEach(() => screen.close());

async function open(scene = "data"): Promise<void> {
  screen = await openAnalysis(CommitmentsScreen, "/commitments", { scene });
}

function part(name: string): string {
  return document.querySelector(`[aria-label="${name}"]`)?.textContent ?? "";
}

test("tells savings, utilisation and coverage, each with its exact formula a hover away", async () => {
  await open();
  const figures = part("Key figures");
  for (const label of [
    "Net savings",
    "Effective savings rate",
    "Savings Plans utilisation",
    "Reservation coverage",
  ])
    expect(figures).toContain(label);
  expect(figures).toContain("Commitments only");
  const titles = [...document.querySelectorAll<HTMLElement>('[aria-label="Key figures"] [title]')].map(
    ({ title }) => title,
  );
  expect(titles[0]).toBe("Gross savings less unused commitment: $5,432.00 - $814.00 = $4,618.00");
  expect(titles[2]).toMatch(/^Used \/ total commitment = \$12,240\.00 \/ \$12,862\.00 = 0\.951/);
});

test("lists what left most unused first, with its contract", async () => {
  await open();
  const rows = [...document.querySelectorAll('[aria-label="Commitments by ARN"] tbody tr')].map(
    (row) => row.textContent,
  );
  expect(rows).toHaveLength(3);
  expect(rows[0]).toContain("1yr · Partial Upfront");
  expect(rows[0]).toContain("$580.00");
});

test("the used share of each says how it is worked out", async () => {
  await open();
  const rows = [...document.querySelectorAll('[aria-label="Commitments by ARN"] tbody tr')];
  for (const row of rows) {
    row.querySelector<HTMLElement>("td:nth-child(2) [data-explain]")?.click();
    await screen.settle();
    const figure = decodeFigure(screen.router.currentRoute.value.query["explain"]);
    const isPlan = row.textContent.includes("Savings Plan");
    expect(figure).toMatchObject({ measure: isPlan ? "planUtilisation" : "reservedUtilisation" });
  }
});

test("counts ends within 30, 60 and 90 days and lists all", async () => {
  await open();
  expect(part("Expiry calendar")).toContain("0–30 days1");
  expect(part("Ends of commitments")).toMatch(/^Compute Savings PlanNov 12, 2026in 22 days/);
});

test("owners and consumers are told apart", async () => {
  await open();
  const rows = [...document.querySelectorAll('[aria-label="Owners and consumers"] tbody tr')].map((row) =>
    row.textContent.replaceAll(/\s+/g, " ").trim(),
  );
  expect(rows).toContainEqual(expect.stringMatching(/^Shop production\s?\$12,862\.00\s?\$0\.00$/));
});

test("a commitment leads to its own screen", async () => {
  await open();
  screen.find("button", /^RDS reservation ?4 × db\.r6g\.2xlarge/).click();
  await screen.settle();
  expect(linkOf(screen)).toBe("/commitments/of/arn:aws:rds:eu-west-1:111122225555:ri:ri-2026-000003");
});

test("a failure says what happened and its code", async () => {
  await open("failing");
  expect(screen.find("alert", /workspace\.damaged/).textContent).toContain("Try again");
});

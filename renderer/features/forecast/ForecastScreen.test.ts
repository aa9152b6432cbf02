import { afterEach, expect, test } from "vitest";
import { openAnalysis } from "../../backend/fake/open-analysis.ts";
import type { OpenScreen } from "../../backend/fake/open-screen.ts";
import { decodeFigure } from "../../stores/explain-link.ts";
import ForecastScreen from "./ForecastScreen.vue";

let screen: OpenScreen;
afterEach(() => screen.close());

async function open(query = ""): Promise<void> {
  screen = await openAnalysis(ForecastScreen, `/forecast${query}`);
}

const rows = (): readonly HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>('[aria-label="Months to come"] tbody tr'),
];
const cells = (row: HTMLElement | undefined): readonly string[] =>
  [...(row?.querySelectorAll("td") ?? [])].map((cell) => cell.textContent.trim());

test("tells the months to come with their band, and how far off the method has been", async () => {
  await open();
  const { months, backTest } = await screen.backend.engine.forecast
    .query({ metric: "unblended", filters: [], currency: null, assumesRenewal: true })
    .then((made) => {
      if (made.kind !== "made") throw new Error(made.reason);
      return made;
    });
  expect(rows()).toHaveLength(months.length);
  expect(backTest).not.toBeNull();
  expect(screen.text()).toMatch(/it was off by [\d.]+% of the next \d+ days/);
  const [now, next] = rows();
  expect(cells(now)[1]).toMatch(/^\$/);
  expect(cells(next)[1]).toBe("");
  for (const row of rows()) for (const cell of cells(row).slice(2, 5)) expect(cell).toMatch(/^\$/);
});

test("each month explains itself", async () => {
  await open();
  const { months } = await screen.backend.engine.forecast
    .query({ metric: "unblended", filters: [], currency: null, assumesRenewal: true })
    .then((made) => (made.kind === "made" ? made : { months: [] }));
  for (const [at, row] of rows().entries()) {
    row.querySelector<HTMLElement>("td:nth-child(3) [data-explain]")?.click();
    await screen.settle();
    const month = months[at]?.month ?? "";
    expect(decodeFigure(screen.router.currentRoute.value.query["explain"])).toMatchObject({
      kind: "forecast",
      range: { from: `${month}-01` },
    });
  }
});

test("usage is not looked ahead at", async () => {
  await open("?metric=usageAmount");
  expect(screen.text()).toContain("Costs are looked ahead at, not usage");
});

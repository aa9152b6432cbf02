import { afterEach, expect, test } from "vitest";
import { linkOf, openAnalysis } from "../../backend/fake/open-analysis.ts";
import type { OpenScreen } from "../../backend/fake/open-screen.ts";
import { decodeFigure } from "../../stores/explain-link.ts";
import CommitmentScreen from "./CommitmentScreen.vue";

const ARN = "arn:aws:rds:eu-west-1:111122225555:ri:ri-2026-000003";

let screen: OpenScreen;
afterEach(() => screen.close());

async function open(query = ""): Promise<void> {
  screen = await openAnalysis(CommitmentScreen, `/commitments/of/${encodeURIComponent(ARN)}${query}`);
}

test("tells one commitment's contract, figures, users and days", async () => {
  await open();
  for (const text of ["RDS reservation", "4 × db.r6g.2xlarge", "Ends Jan 20, 2027", "87.3%", "spread evenly"])
    expect(screen.text()).toContain(text);
  expect(document.querySelectorAll('[aria-label="Over time"] tbody tr')).toHaveLength(20);
  expect(document.querySelector('[aria-label="Consumers"]')?.textContent).toContain("owner");
});

test("each amount of a day says how it is worked out, of that day and this commitment", async () => {
  await open();
  const day = document.querySelector('[aria-label="Over time"] tbody tr');
  const numbers = [...(day?.querySelectorAll<HTMLElement>("[data-explain]") ?? [])];
  const measures: (string | null)[] = [];
  for (const number of numbers) {
    number.click();
    await screen.settle();
    const figure = decodeFigure(screen.router.currentRoute.value.query["explain"]);
    expect(figure).toMatchObject({ kind: "commitment", arn: ARN, scope: "reservations" });
    expect(figure?.range).toEqual({ from: "2026-10-01", to: "2026-10-02" });
    measures.push(figure?.kind === "commitment" ? figure.measure : null);
  }
  expect(measures).toEqual(["coveredCost", "unused", "costUtilisation", "coveredList", "netSavings"]);
});

test("a day opens its hours, and an hour the line items of its day", async () => {
  await open();
  screen.find("button", "Oct 3").click();
  await screen.settle();
  expect(linkOf(screen)).toContain("from=2026-10-03&to=2026-10-04&per=hour");
  expect(document.querySelectorAll('[aria-label="Hours"] tbody tr')).toHaveLength(24);
  screen.find("button", /Oct 3, 05/).click();
  await screen.settle();
  expect(linkOf(screen)).toMatch(/^\/line-items\?from=2026-10-03&to=2026-10-04/);
  expect(linkOf(screen)).toContain("f=commitment:");
});

test("a period without it says so", async () => {
  await open("?from=2027-05-01&to=2027-06-01");
  expect(screen.text()).toContain("Nothing in this period");
});

test("its hours, contract and consumers are one workbook", async () => {
  await open();
  screen.find("button", "Export").click();
  await screen.settle();

  screen.find("menuitem", /Excel workbook, all 3 tables/).click();
  await screen.settle();
  expect(await screen.backend.engine.jobs.list()).toMatchObject([
    { job: "export", title: "commitment-2026-10-01-2026-10-21.xlsx" },
  ]);
});

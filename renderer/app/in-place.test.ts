import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { standInForDrawing } from "../backend/fake/open-analysis.ts";
import { openScreen, type OpenScreen } from "../backend/fake/open-screen.ts";
import { wholeCell } from "#core/cost/explain/cost-cell.ts";
import { encodeExplained } from "../stores/explain-link.ts";
import App from "./App.vue";
import { createAppRouter } from "./router.ts";

/** Days of which ten months stay in AWS. */
const YEAR = "/explorer?from=2025-10-01&to=2026-10-01&granularity=month";

let screen: OpenScreen;
beforeEach(() => {
  window.location.hash = "";
  standInForDrawing();
});
afterEach(() => screen.close());

async function open(scene: string, path = YEAR): Promise<void> {
  screen = await openScreen(App, { fake: { scene }, path, createRouter: createAppRouter });
  await screen.settle();
}

function strip(): string {
  return document.querySelector('section[aria-label="Read in AWS"]')?.textContent ?? "";
}

test("what was read in AWS is told after it, with money and today's total", async () => {
  await open("in-place");
  expect(strip()).toContain("AWS has read 1.2 GB, about $0.01; 3.1 GB today of 1 TB.");
  expect(screen.has("button", "Ask AWS")).toBe(false);
  expect(screen.text()).toContain("Amazon Elastic Compute Cloud");
});

test("a question that may read much waits, and is asked at the user's word", async () => {
  await open("in-place-large");
  expect(strip()).toMatch(/AWS would read at most .* of 10 months, about \$0\.\d+; 3\.1 GB today of 1 TB\./);
  expect(screen.text()).toContain("Not asked in AWS yet");
  expect(screen.text()).not.toContain("Amazon Elastic Compute Cloud");
  screen.find("button", "Ask AWS").click();
  await screen.settle();
  expect(strip()).toContain("AWS has read 1.2 GB");
  expect(screen.text()).toContain("Amazon Elastic Compute Cloud");
});

test("a kept answer says since when", async () => {
  await open("in-place-kept");
  expect(strip()).toMatch(/Kept from .*: AWS has delivered nothing new; 3\.1 GB today of 1 TB\./);
});

test.each([
  ["in-place-queued", "The question waits in AWS for its turn."],
  ["in-place-running", "AWS reads, 800 MB so far…"],
  ["in-place-throttled", "AWS asks for fewer requests; the question is asked again by itself."],
])("%s: how far it is, with a button that stops it", async (scene, words) => {
  await open(scene);
  expect(strip()).toContain(words);
  screen.find("button", "Stop").click();
  await screen.settle();
  expect(strip()).toBe("");
  expect(screen.has("button", "Try again")).toBe(true);
});

test.each([
  ["in-place-failed", "Athena could not run the query"],
  ["in-place-timed-out", "ran for longer than Athena lets one run"],
  ["in-place-query-limit", "more than the 50 GB that one query may read"],
  ["in-place-day-limit", "1 TB is the limit per day"],
  ["in-place-denied", "athena:StartQueryExecution"],
])("%s: what happened and what to do", async (scene, words) => {
  await open(scene);
  expect(document.querySelector('[role="alert"]')?.textContent).toContain(words);
});

test("months that are here are asked here", async () => {
  await open("in-place-large", "/explorer?from=2026-10-01&to=2026-10-15&granularity=day");
  expect(strip()).toBe("");
  expect(screen.text()).toContain("Amazon Elastic Compute Cloud");
});

const CELL = wholeCell({
  metric: "unblended",
  range: { from: "2025-10-01", to: "2026-10-01" },
  filters: [],
  currency: null,
});
const EXPLAINED = `${YEAR}&explain=${encodeURIComponent(encodeExplained(CELL))}`;

function panel(): string {
  return document.querySelector('[aria-label="Explanation of a number"]')?.textContent ?? "";
}

test("a number of months here and in AWS is explained as one, with how AWS was asked", async () => {
  await open("in-place", EXPLAINED);
  expect(panel()).toContain("AWS has read 1.2 GB");
  expect(panel()).toContain("Asked in Athena of athenacurcfn_acme.acme_cur, Oct 2025 – Jul 2026");
  expect(panel()).toContain("SELECT period");
  expect(panel()).not.toContain("What follows explains the part on this computer.");
  // The months on this computer are proved by their files, those in AWS are not listed among them.
  expect(panel()).toContain("Equal to the last digit");
  expect(document.querySelectorAll('[title^="Data quality of"]')).toHaveLength(2);
});

test("until AWS may be asked, the part on this computer is explained", async () => {
  await open("in-place-large", EXPLAINED);
  expect(panel()).toContain("What follows explains the part on this computer.");
  expect(panel()).not.toContain("Asked in Athena of");
  const ask = [
    ...document.querySelectorAll<HTMLButtonElement>('[aria-label="Explanation of a number"] button'),
  ];
  ask.find(({ textContent }) => textContent?.includes("Ask AWS"))?.click();
  await screen.settle();
  expect(panel()).toContain("Asked in Athena of");
});

test("what AWS refuses is told beside the part on this computer", async () => {
  await open("in-place-query-limit", EXPLAINED);
  expect(panel()).toContain("50 GB");
  expect(panel()).toContain("What follows explains the part on this computer.");
});

const LINES = "/line-items?from=2025-10-01&to=2026-10-01";

test("line items of months in AWS are listed a page at a time, those here without AWS", async () => {
  await open("in-place-only", LINES);
  expect(strip()).toContain("AWS has read 1.2 GB");
  expect(screen.text()).toMatch(/Rows 1 – 200 of/);
  screen.find("button", "Next").click();
  await screen.settle();
  expect(screen.text()).toMatch(/Rows 201 – 400 of/);
  screen.close();
  await open("in-place", LINES);
  expect(strip()).toBe("");
  expect(screen.text()).toContain("Oct 2025 – Jul 2026 stay in AWS");
  screen.find("button", "AWS").click();
  await screen.settle();
  expect(strip()).toContain("AWS has read 1.2 GB");
  expect(screen.text()).toMatch(/Rows 1 – 200 of/);
});

test("a workspace whose months are all in AWS is not empty", async () => {
  await open("in-place-only", "/overview");
  expect(screen.text()).not.toContain("has no costs yet");
  expect(strip()).toContain("AWS has read");
});

const RANGE = "from=2025-10-01&to=2026-10-01&granularity=month";

describe.each([
  ["/commitments", "Utilisation"],
  ["/allocation", "Add unit"],
  ["/allocation/showback", "In all"],
])("%s asks AWS as the Explorer does", (path, words) => {
  test("and tells what was read", async () => {
    await open("in-place", `${path}?${RANGE}`);
    expect(strip()).toContain("AWS has read");
    expect(screen.text()).not.toContain("This screen reads the months on this computer.");
    expect(screen.text()).toContain(words);
  });

  test("once the user agrees to what may read much", async () => {
    await open("in-place-large", `${path}?${RANGE}`);
    expect(strip()).toMatch(/AWS would read at most .* of 10 months/);
    expect(screen.text()).toContain("Not asked in AWS yet");
    screen.find("button", "Ask AWS").click();
    await screen.settle();
    expect(screen.text()).toContain(words);
  });

  test("and says what it failed of", async () => {
    await open("in-place-day-limit", `${path}?${RANGE}`);
    expect(document.querySelector('[role="alert"]')?.textContent).toContain("1 TB is the limit per day");
  });
});

test("commitments of months in AWS have no hours to choose", async () => {
  await open("in-place", "/commitments?from=2026-01-01&to=2026-01-04&granularity=day");
  const hour = screen.find("button", "Hour");
  expect(hour.hasAttribute("disabled")).toBe(true);
  expect(hour.title).toBe("Months that stay in AWS are told by the day");
  screen.close();
  await open("data", "/commitments?from=2026-10-01&to=2026-10-04&granularity=day");
  expect(screen.find("button", "Hour").hasAttribute("disabled")).toBe(false);
});

test.each(["/commitments/simulator", "/commitments/fair-share", "/allocation/tags"])(
  "%s reads this computer and says so",
  async (path) => {
    await open("in-place", path);
    expect(screen.text()).toContain("This screen reads the months on this computer.");
  },
);

test("screens that read this computer only say what they leave out", async () => {
  await open("in-place", "/anomalies");
  expect(screen.text()).toContain("This screen reads the months on this computer.");
  expect(screen.text()).toContain("Oct 2025 – Jul 2026 of Acme payer stay in AWS");
  expect(screen.text()).toMatch(/Overview, Dashboards, .*Findings.* and Showback ask there\./);
  screen.close();
  await open("in-place-only", "/quality");
  expect(screen.text()).toContain("All months stay in AWS");
});

test("nothing is told where no account is read in AWS", async () => {
  await open("data", "/anomalies");
  expect(screen.text()).not.toContain("This screen reads the months on this computer.");
});

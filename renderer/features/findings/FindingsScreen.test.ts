import { afterEach, beforeEach, expect, test } from "vitest";
import App from "../../app/App.vue";
import { createAppRouter } from "../../app/router.ts";
import { standInForDrawing } from "../../backend/fake/open-analysis.ts";
import { openScreen, type OpenScreen } from "../../backend/fake/open-screen.ts";

let screen: OpenScreen;
beforeEach(() => {
  window.location.hash = "";
  standInForDrawing();
});
afterEach(() => screen.close());

async function open(scene = "data", query = ""): Promise<void> {
  const wanted = { fake: { scene }, path: `/findings${query}`, createRouter: createAppRouter };
  screen = await openScreen(App, wanted);
  await screen.settle();
}

const click = async (role: string, name: string | RegExp): Promise<void> => {
  screen.find(role, name).click();
  await screen.settle();
};
const strip = (): string => document.querySelector('section[aria-label="Read in AWS"]')?.textContent ?? "";
const titles = (): readonly string[] =>
  [...document.querySelectorAll("[role=option] .font-medium")].map(
    (title) => title.textContent?.trim() ?? "",
  );
const figures = (): readonly string[] =>
  [...document.querySelectorAll("[aria-label='Savings of the month'] dd")].map(
    (one) => one.textContent?.trim() ?? "",
  );

test("findings are ranked by what they save, those without a known saving last; the total counts once", async () => {
  await open();
  expect(titles()).toEqual([
    "Unused Savings Plan commitment",
    "EBS volumes of type gp2",
    "Non-production that never sleeps",
    "EC2 instances with a Graviton successor",
    "Resources without any tag",
  ]);
  expect(figures()).toEqual(["$1,394.44", "$910.44", "$394.00", "$90.00", "$1,412.44"]);
});

test("a finding says why, how much, how to mend it and where it is from", async () => {
  await open();
  await click("option", /gp2/);
  for (const part of ["r·0.06", "aws ec2 modify-volume", "AWS CUR Query Library", "240", "Published ratio"])
    expect(screen.text()).toContain(part);
  expect(document.querySelectorAll("[aria-label='What was found'] tbody tr[data-index]").length).toBeLessThan(
    60,
  );
});

test("a finding says how many line items it is, and how many others come with it when no filters keep it alone", async () => {
  await open();
  await click("option", /gp2/);
  expect(screen.text()).toContain("7,440 line items in all");
  expect(screen.text()).not.toContain("No filters keep these alone");
  await click("option", /without any tag/);
  expect(screen.text()).toContain("No filters keep these alone: opened together they come with 12 others");
});

test("accepted with a note and an owner, it is kept with what is expected of it, and measured", async () => {
  await open();
  await click("option", /gp2/);
  await click("button", "Accepted");
  const [kept] = await screen.backend.host.findingMarks.list();
  expect(kept).toMatchObject({
    id: "gp2-to-gp3",
    status: "accepted",
    accepted: { expected: "384.0000000000", currency: "USD" },
  });
  await screen.fill("Owner", "Ana");
  document.querySelector<HTMLInputElement>("[aria-label=Owner]")?.dispatchEvent(new Event("blur"));
  await screen.settle();
  expect(await screen.backend.host.findingMarks.list()).toMatchObject([{ owner: "Ana", status: "accepted" }]);
  expect(screen.text()).toContain("Expected and realised");
  expect(screen.text()).toContain("$576.00");
});

test("a rejected finding is struck out, last, and takes no part in the total", async () => {
  await open();
  await click("option", /Unused/);
  await click("button", "Rejected");
  expect(titles().at(-1)).toBe("Unused Savings Plan commitment");
  expect(figures()[0]).toBe("$484.00");
});

test("classes narrow the list and the total", async () => {
  await open();
  await click("button", /^Class B/);
  await click("button", /^Class C/);
  expect(titles()).toEqual(["Unused Savings Plan commitment", "Resources without any tag"]);
  expect(figures()[0]).toBe("$910.44");
});

test("an assumption is changed in place, refused when it is no number, and taken back", async () => {
  await open();
  await click("option", /Graviton/);
  const field = screen.find("textbox", /Intel/);
  if (!(field instanceof HTMLInputElement)) throw new Error("no field");
  field.value = "lots";
  field.dispatchEvent(new Event("change", { bubbles: true }));
  await screen.settle();
  expect(screen.has("alert", /Enter a number from 0 to 100/)).toBe(true);
  field.value = "15 %";
  field.dispatchEvent(new Event("change", { bubbles: true }));
  await screen.settle();
  expect(await screen.backend.host.findingAssumptions.list()).toMatchObject([
    { id: "graviton-ec2/intel", finding: "graviton-ec2", assumption: "intel", value: "0.1500000000" },
  ]);
  await click("button", "Back to 20");
  expect(await screen.backend.host.findingAssumptions.list()).toEqual([]);
});

test("what cannot be computed says why, and what no bill can tell says where to look", async () => {
  await open();
  await click("button", /^Not computable/);
  for (const part of [
    "EBS snapshots older than a year",
    "9 months before are not held",
    "line_item_resource_id",
  ])
    expect(screen.text()).toContain(part);
  await click("button", /^Cannot be told/);
  expect(screen.text()).toContain("Compute Optimizer");
  await click("button", /^Looked for/);
  expect(screen.text()).toContain("Idle NAT gateways");
});

test("line items and the history of a resource open with the very resource", async () => {
  await open();
  await click("option", /Graviton/);
  await click("button", /^Line items of i-0aa/);
  const { name, query } = screen.router.currentRoute.value;
  expect(name).toBe("lineItems");
  expect(JSON.stringify(query)).toContain("i-0aa11bb22cc33dd44");
});

test("empty and failed are told apart", async () => {
  await open("empty");
  expect(screen.text()).toContain("No bills to look through yet");
  screen.close();
  await open("failing");
  expect(screen.has("alert", /workspace\.damaged/)).toBe(true);
});

test("the list is exported with what was decided", async () => {
  await open();
  screen.find("button", "Export").click();
  await screen.settle();

  screen.find("menuitem", /Excel workbook, all 2 tables/).click();
  await screen.settle();
  expect(await screen.backend.engine.jobs.list()).toMatchObject([
    { job: "export", title: "findings-2026-09.xlsx" },
  ]);
});

test("the resources of a finding are exported", async () => {
  await open();
  screen.find("button", "Export what was found").click();
  await screen.settle();

  screen.find("menuitem", /CSV/).click();
  await screen.settle();
  expect(await screen.backend.engine.jobs.list()).toMatchObject([
    { job: "export", title: "finding-unused-savings-plans-2026-09.csv" },
  ]);
});

test("a month that stays in AWS is looked through there, and says what that cost and leaves out", async () => {
  await open("in-place", "?month=2026-03");
  expect(strip()).toContain("AWS has read 1.2 GB");
  expect(titles()).toContain("EBS volumes of type gp2");
  expect(screen.text()).toContain("Looked through in AWS. Rules that look back");
  await click("option", /gp2/);
  expect(
    document.querySelectorAll("[aria-label='What was found'] tbody tr[data-index]").length,
  ).toBeGreaterThan(1);
});

test("what may read much of a month is looked through at the user's word", async () => {
  await open("in-place-large", "?month=2026-03");
  expect(titles()).toEqual([]);
  expect(strip()).toContain("AWS would read at most");
  await click("button", "Ask AWS");
  expect(titles()).toContain("EBS volumes of type gp2");
});

test.each([
  ["in-place-running", "AWS reads, 800 MB so far…"],
  ["in-place-throttled", "AWS asks for fewer requests"],
])("%s: how far it is, with a button that stops it", async (scene, words) => {
  await open(scene, "?month=2026-03");
  expect(strip()).toContain(words);
  await click("button", "Stop");
  expect(strip()).toBe("");
  expect(screen.has("button", "Try again")).toBe(true);
});

test("what AWS refuses is told, and a month on this computer asks nothing there", async () => {
  await open("in-place-day-limit", "?month=2026-03");
  expect(document.querySelector('[role="alert"]')?.textContent).toContain("1 TB is the limit per day");
  screen.close();
  await open("in-place-large", "?month=2026-09");
  expect(strip()).toBe("");
  expect(titles()).toContain("EBS volumes of type gp2");
});

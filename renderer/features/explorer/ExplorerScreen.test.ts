import { afterEach, expect, test, vi } from "vitest";
import { linkOf, openAnalysis } from "../../backend/fake/open-analysis.ts";
import type { OpenScreen } from "../../backend/fake/open-screen.ts";
import { answerCosts } from "../../backend/fake/answer.ts";
import { createFormat } from "../../format/format.ts";
import { decodeCell } from "../../stores/explain-link.ts";
import ExplorerScreen from "./ExplorerScreen.vue";

const MONTH = { from: "2026-10-01", to: "2026-10-21" };
const format = createFormat("en-US");

let screen: OpenScreen;
afterEach(() => screen.close());

async function open(query = "", scene = "data"): Promise<void> {
  screen = await openAnalysis(ExplorerScreen, `/explorer${query}`, { scene });
}

function rows(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("tbody tr[data-index]")];
}

function row(name: string): HTMLElement {
  const found = rows().find((candidate) => candidate.textContent.includes(name));
  if (found === undefined) throw new Error(`no row ${name}`);
  return found;
}

async function click(element: HTMLElement): Promise<void> {
  element.click();
  await screen.settle();
}

const total = (filters: Parameters<typeof answerCosts>[0]["filters"] = []): string =>
  format.money(
    answerCosts({
      metric: "unblended",
      granularity: "total",
      range: MONTH,
      groupBy: [],
      filters,
      currency: null,
      top: null,
    }).total,
    "USD",
  );

test("shows the groups of the month under their total, largest first", async () => {
  await open();
  expect(document.querySelector("tr.sum")?.textContent).toContain(total());
  expect(rows()[0]?.textContent).toContain("Amazon Elastic Compute Cloud");
  expect(rows()[0]?.textContent).toContain("43.1%");
});

test("drills from service to usage type to resource to line items, and the link says so", async () => {
  await open();
  await click(row("Amazon Simple Storage Service"));
  expect(linkOf(screen)).toBe("/explorer?by=usageType&f=service:AmazonS3&drilled=service");
  expect(document.querySelector('nav[aria-label="Drill path"]')?.textContent).toContain(
    "Amazon Simple Storage Service",
  );
  await click(row("TimedStorage-ByteHrs"));
  expect(linkOf(screen)).toContain("?by=resourceId&");
  const [resource] = rows();
  if (resource === undefined) throw new Error("no resource");
  await click(resource);
  expect(screen.router.currentRoute.value.name).toBe("lineItems");
  expect(linkOf(screen)).toContain("&drilled=service&drilled=usageType&drilled=resourceId");
});

test("a number explains itself and does not drill; arrow keys go through the numbers of a row", async () => {
  await open();
  const first = rows()[0];
  const numbers = [...(first?.querySelectorAll<HTMLElement>("[data-explain]") ?? [])];
  first?.focus();
  await screen.press("ArrowRight");
  expect(document.activeElement).toBe(numbers[0]);
  await screen.press("ArrowRight");
  expect(document.activeElement).toBe(numbers[1]);
  await screen.press("ArrowLeft");
  await screen.press("ArrowLeft");
  expect(document.activeElement).toBe(first);
  const [number] = numbers;
  if (number === undefined) throw new Error("no number");
  await click(number);
  const cell = decodeCell(screen.router.currentRoute.value.query["explain"]);
  expect(cell).toMatchObject({
    metric: "unblended",
    range: MONTH,
    filters: [{ dimension: "service", mode: "include", values: ["AmazonEC2"] }],
  });
  expect(linkOf(screen)).not.toContain("drilled");
});

test("the second click of a double click drills no further", async () => {
  await open();
  row("AWS Lambda").dispatchEvent(new MouseEvent("click", { bubbles: true, detail: 1 }));
  row("AWS Lambda").dispatchEvent(new MouseEvent("click", { bubbles: true, detail: 2 }));
  await screen.settle();
  expect(linkOf(screen)).toBe("/explorer?by=usageType&f=service:AWSLambda&drilled=service");
});

test("Enter drills, Backspace returns, the path leads back to the whole", async () => {
  await open("?by=usageType&f=service:AmazonS3&f=region:eu-west-1&drilled=service");
  rows()[0]?.focus();
  await screen.press("Enter");
  await screen.settle();
  expect(linkOf(screen)).toContain("?by=resourceId&");
  await screen.press("Backspace");
  await screen.settle();
  expect(linkOf(screen)).toContain("?by=usageType&");
  await click(screen.find("button", "All costs"));
  expect(linkOf(screen)).toBe("/explorer?f=region:eu-west-1");
});

test("arrow keys move between the rows", async () => {
  await open();
  rows()[0]?.focus();
  await screen.press("ArrowDown");
  await screen.settle();
  expect(document.activeElement).toBe(rows()[1]);
  await screen.press("Home");
  await screen.settle();
  expect(document.activeElement).toBe(rows()[0]);
});

test("sorts by name and back by cost", async () => {
  await open();
  await click(screen.find("button", /^Service/));
  expect(rows()[0]?.textContent).toContain("Amazon CloudFront");
  await click(screen.find("button", /^Total/));
  expect(rows()[0]?.textContent).toContain("Amazon Elastic Compute Cloud");
});

test("hours are offered for a few days only", async () => {
  await open();
  expect(screen.find("button", "Hour").hasAttribute("disabled")).toBe(true);
  screen.close();
  await open("?from=2026-10-05&to=2026-10-07&per=hour");
  expect(screen.find("button", "Hour").getAttribute("aria-pressed")).toBe("true");
});

test("the days compared with head their column", async () => {
  await open();
  expect(screen.find("button", /^Sep 1/).closest("th")?.nextElementSibling?.textContent).toContain("Change");
});

test("the table is saved where the user chooses, named by its days", async () => {
  await open();
  screen.find("button", "Export").click();
  await screen.settle();
  screen.find("menuitem", /CSV/).click();
  await screen.settle();
  expect(await screen.backend.engine.jobs.list()).toMatchObject([
    { job: "export", title: "costs-2026-10-01-2026-10-21.csv" },
  ]);
});

test("the table is copied as text and as HTML, with exact figures", async () => {
  const copied: Readonly<Record<string, Blob>>[] = [];
  vi.stubGlobal(
    "ClipboardItem",
    vi.fn(function keep(parts: Readonly<Record<string, Blob>>) {
      copied.push(parts);
    }),
  );
  vi.stubGlobal("navigator", { ...navigator, clipboard: { write: () => Promise.resolve() } });
  await open();
  await click(screen.find("button", "Export"));
  await click(screen.find("menuitem", "Copy as table"));
  expect(screen.text()).toContain("Copied the table with exact figures");
  expect(await copied[0]?.["text/plain"]?.text()).toMatch(/^Service\t.*Total \(USD\)\t/);
  expect(await copied[0]?.["text/html"]?.text()).toContain("<td style=\"mso-number-format:'\\@'\">");
  vi.unstubAllGlobals();
});

test("rates are typed and taken from a file, and say what is wrong with them", async () => {
  await open();
  await click(screen.find("button", /^Currency/));
  await click(screen.find("menuitem", "Currency rates…"));
  await screen.fill("To", "eur");
  await screen.fill("Month or day", "2026-13");
  await screen.fill("Rate", "0.9");
  await click(screen.find("button", "Add"));
  expect(screen.find("alert", /2026-13/).textContent).toContain("is no month like 2026-09");
  await screen.fill("Month or day", "2026-09");
  await click(screen.find("button", "Add"));
  expect(await screen.backend.host.currencyRates.list()).toMatchObject([
    { rates: [{ from: "USD", to: "EUR", asOf: "2026-09", rate: "0.9000000000" }] },
  ]);
  expect(linkOf(screen)).toContain("in=EUR");
  const sum = document.querySelector("tr.sum")?.textContent ?? "";
  expect(sum).toContain(total());
  expect(sum).toContain("€");
  const title = document.querySelector("tr.sum .converted")?.getAttribute("title") ?? "";
  expect(title).toContain("at 0.9, the latest earlier rate (2026-09)");
  expect(title).toContain("rounded half away from zero");
  const chart = document.querySelector<HTMLElement>("[role=figure]");
  chart?.dispatchEvent(new KeyboardEvent("keydown", { key: "End" }));
  await screen.settle();
  const reading = chart?.querySelector(".tip tfoot .total")?.textContent ?? "";
  const [dollars = "", euros = ""] = [...reading.matchAll(/[$€]([\d,.]+)/g)].map(([, text = ""]) => text);
  const [own, beside] = [dollars, euros].map((text) => Number(text.replaceAll(",", "")));
  expect(own).toBeGreaterThan(0);
  expect(beside).toBeCloseTo((own ?? 0) * 0.9, 1);
  expect(chart?.querySelector("[aria-live]")?.textContent).toMatch(/\$[\d,.]+ \(€[\d,.]+\)/);
});

test("without a comparison there is nothing before", async () => {
  await open("?vs=none");
  expect(screen.has("button", "Change")).toBe(false);
});

test("where the past is not all there, it says so and compares nothing", async () => {
  await open("?from=2025-10-01&to=2025-11-01&vs=lastYear");
  expect(screen.text()).toContain("No complete data for October 2024");
  expect(screen.has("button", "Change")).toBe(false);
});

test("no line items is no failure, and leads on", async () => {
  await open("?from=2020-01-01&to=2020-02-01");
  expect(screen.text()).toContain("The workspace has no line items in this period.");
  await click(screen.find("button", "Show the last 12 months"));
  expect(linkOf(screen)).toBe("/explorer?period=last12Months&per=month");
  expect(rows().length).toBeGreaterThan(5);
});

test("a failure says what happened, what to do, and its code", async () => {
  await open("", "failing");
  expect(screen.find("alert", /workspace\.damaged/).textContent).toContain("Try again");
});

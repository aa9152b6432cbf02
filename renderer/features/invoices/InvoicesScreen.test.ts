import { afterEach, expect, test } from "vitest";
import { openAnalysis } from "../../backend/fake/open-analysis.ts";
import type { OpenScreen } from "../../backend/fake/open-screen.ts";
import InvoicesScreen from "./InvoicesScreen.vue";

let screen: OpenScreen;
afterEach(() => screen.close());

async function open(scene = "data"): Promise<void> {
  screen = await openAnalysis(InvoicesScreen, "/invoices", { scene });
}

function cellsOf(name: string): readonly string[] {
  const row = [...document.querySelectorAll("table tr")].find((each) => each.textContent.includes(name));
  return [...(row?.querySelectorAll("td") ?? [])].map((cell) =>
    cell.textContent.replaceAll(/\s+/g, " ").trim(),
  );
}

async function submit(form: string): Promise<void> {
  document.querySelector<HTMLFormElement>(`#${form}`)?.requestSubmit();
  await screen.settle();
}

async function drop(name: string, text: string): Promise<void> {
  const input = document.querySelector<HTMLInputElement>("input[type=file]");
  if (input === null) throw new Error("no file can be chosen");
  Object.defineProperty(input, "files", { configurable: true, value: [new File([text], name)] });
  input.dispatchEvent(new Event("change"));
  await screen.settle();
}

test("lists every invoice of the bill by month, and marks the month that is not final", async () => {
  await open();
  expect(cellsOf("INV-202609").slice(1)).toEqual([
    "Amazon Web Services, Inc.",
    "$472,010.75",
    "Enter…",
    "–",
    "–",
    "Not entered",
    "",
  ]);
  expect(cellsOf("October 2026")[0]).toContain("Not final");
  expect(cellsOf("September 2026")[0]).toContain("Final");
  expect(cellsOf("No invoice yet")[2]).toBe("$476,810.75");
});

test("an invoice is typed by keyboard, and the difference is taken apart", async () => {
  await open();
  screen.find("button", "Enter the total of invoice INV-202609").click();
  await screen.settle();
  await screen.fill("Total", "468,910.35");
  await submit("invoice-form");
  expect(screen.text()).toContain("1 kept; Enter keeps the next.");
  screen.find("button", "Done").click();
  await screen.settle();
  expect(cellsOf("INV-202609").slice(2, 7)).toEqual([
    "$472,010.75",
    "$468,910.35",
    "-$3,100.40",
    "Tax not on the invoice",
    "Explained",
  ]);
  screen.find("button", "INV-202609").click();
  await screen.settle();
  expect(cellsOf("Tax not on the invoice").length).toBeGreaterThan(0);
  expect(screen.text()).toContain("From the bill to the invoice");
  expect(screen.text()).toContain("44 line items");
});

test("a draft with errors says so by field and keeps nothing", async () => {
  await open();
  screen.find("button", "Enter invoice").click();
  await screen.settle();
  await screen.fill("Month", "soon");
  await submit("invoice-form");
  expect(screen.text()).toContain("A month like 2026-10.");
  expect(screen.text()).toContain("An amount like 1234.56.");
  expect(await screen.backend.host.invoices.list(undefined)).toEqual([]);
});

test("a file is previewed with its errors by row, and imported", async () => {
  await open();
  await drop(
    "august.csv",
    "Month,Invoice,Amount due\n2026-08,INV-202608,472010.75\n2026-08,MP-202608,4800\nAug,X,1\n",
  );
  expect(screen.text()).toContain("2 of 3 rows can be read, 1 left out.");
  expect(screen.text()).toContain('"Aug" is no month.');
  screen.find("button", "Import 2 invoices").click();
  await screen.settle();
  expect(cellsOf("INV-202608").slice(3, 7)).toEqual(["$472,010.75", "$0.00", "–", "Ties"]);
  expect(cellsOf("August 2026")[2]).toBe("$476,810.75");
});

test.each([
  ["a workbook", "PK\u0003\u0004", "it is a workbook"],
  ["a table without rows", "Month,Total\n", "it has no rows"],
  ["nothing", "", "it has no rows"],
])("%s is no list of invoices, and says so", async (_what, text, why) => {
  await open();
  await drop("july.csv", text);
  expect(screen.text()).toContain(`july.csv cannot be read as a list of invoices (${why}).`);
  expect(screen.text()).not.toContain("Import invoices");
});

test("columns of other names are asked for instead of refusing every row", async () => {
  await open();
  await drop("people.csv", "Name,City\nAna,Berlin\n");
  expect(screen.text()).toContain("No column of the file is named like month or total. Choose it above.");
  expect(screen.text()).toContain("0 of 1 rows can be read");
});

test("of a long file the rows in sight are drawn", async () => {
  await open();
  const rows = Array.from({ length: 20_000 }, (_, at) => `2026-08,INV-${at},${at}.10`);
  await drop("years.csv", ["Month,Invoice,Total", ...rows].join("\n"));
  expect(screen.text()).toContain("20,000 of 20,000 rows can be read");
  expect(document.querySelectorAll("[aria-label='Rows of the file'] tbody tr").length).toBeLessThan(60);
});

test("a month is signed off, and the sign-off is out of date when an invoice changes", async () => {
  await open();
  screen.find("button", "Sign off August 2026").click();
  await screen.settle();
  expect(screen.text()).toContain("2 invoices of the bill were not entered.");
  await screen.fill("Signed off by", "Ana Lima");
  await submit("sign-off-form");
  expect(cellsOf("August 2026").at(-1)).toMatch(/^Signed off ?Ana Lima/);
  screen.find("button", "Enter the total of invoice INV-202608").click();
  await screen.settle();
  await screen.fill("Total", "472,010.75");
  await submit("invoice-form");
  expect(cellsOf("August 2026").at(-1)).toContain("Sign-off out of date");
});

test("a failure says what happened and its code", async () => {
  await open("failing");
  expect(screen.find("alert", /workspace\.damaged/).textContent).toContain("Try again");
});

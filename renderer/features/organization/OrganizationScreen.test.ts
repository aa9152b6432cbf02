import { afterEach, expect, test } from "vitest";
import { linkOf, openAnalysis } from "../../backend/fake/open-analysis.ts";
import type { OpenScreen } from "../../backend/fake/open-screen.ts";
import OrganizationScreen from "./OrganizationScreen.vue";

let screen: OpenScreen;
afterEach(() => screen.close());

async function open(path = "/organization", scene = "data"): Promise<void> {
  screen = await openAnalysis(OrganizationScreen, path, { scene });
}

function names(): readonly string[] {
  return [...document.querySelectorAll("tbody tr .name-text")].map((name) => name.textContent);
}

function rowOf(name: string): HTMLElement {
  const found = [...document.querySelectorAll<HTMLElement>("tbody tr")].find(
    (row) => row.querySelector(".name-text")?.textContent === name,
  );
  if (found === undefined) throw new Error(`no row ${name}`);
  return found;
}

async function press(row: HTMLElement, key: string): Promise<void> {
  row.focus();
  row.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  await screen.settle();
}

test("accounts stand in their units; quiet, suspended and foreign ones are marked", async () => {
  await open();
  expect(names()).toEqual([
    "Shop production",
    "Workloads",
    "Production",
    "Shop production",
    "Data platform",
    "Machine learning",
    "Test",
    "Shop staging",
    "Infrastructure",
    "Shared services",
    "Security",
    "Log archive",
    "Billed, but not in the organization",
    "Sandbox",
  ]);
  expect(rowOf("Machine learning").textContent).toContain("Suspended");
  expect(rowOf("Log archive").textContent).toContain("No cost");
  expect(rowOf("Workloads").getAttribute("aria-level")).toBe("2");
  expect(screen.text()).not.toContain("No organization has been read");
});

test("keys close and open rows, all at once too", async () => {
  await open();
  await press(rowOf("Workloads"), "ArrowLeft");
  expect(rowOf("Workloads").getAttribute("aria-expanded")).toBe("false");
  expect(names()).not.toContain("Data platform");
  await press(rowOf("Workloads"), "ArrowRight");
  expect(names()).toContain("Data platform");
  await press(rowOf("Data platform"), "ArrowLeft");
  expect(document.activeElement).toBe(rowOf("Production"));
  await press(rowOf("Workloads"), "-");
  expect(names()).toEqual(["Shop production"]);
  await press(rowOf("Shop production"), "*");
  expect(names()).toHaveLength(14);
});

test("a search keeps the way to what it finds", async () => {
  await open();
  await screen.fill(/Search accounts/, "shop stag");
  await screen.settle();
  expect(names()).toEqual(["Shop production", "Workloads", "Test", "Shop staging"]);
  await screen.fill(/Search accounts/, "nobody");
  await screen.settle();
  expect(screen.text()).toContain("Nothing of that name");
});

test("sorts siblings by name", async () => {
  await open();
  screen.find("button", /^Payer, unit, account/).click();
  await screen.settle();
  expect(names().slice(1, 3)).toEqual(["Infrastructure", "Shared services"]);
  expect(names().at(-1)).toBe("Sandbox");
});

test("a unit opens in the Explorer with its accounts, an account by service", async () => {
  await open();
  await press(rowOf("Production"), "Enter");
  expect(linkOf(screen)).toContain("/explorer?");
  expect(linkOf(screen)).toContain("linkedAccount:111122223333");
  expect(linkOf(screen)).toContain("payerAccount:111122223333");
});

test("a number explains itself", async () => {
  await open();
  rowOf("Data platform").querySelector<HTMLElement>("[data-explain]")?.click();
  await screen.settle();
  expect(linkOf(screen)).toContain("explain=");
});

test("without a reading it says how to get units", async () => {
  await open("/organization", "no-organization");
  expect(screen.text()).toContain("No organization has been read.");
  expect(screen.has("button", /Import a file/)).toBe(true);
  expect(names()).toContain("Sandbox");
  expect(names()).not.toContain("Workloads");
});

test("usage amounts are no money, and a failure says its code", async () => {
  await open("/organization?metric=usageAmount");
  expect(screen.text()).toContain("Usage amount is no money");
  screen.close();
  await open("/organization", "failing");
  expect(screen.find("alert", /workspace\.damaged/).textContent).toContain("Try again");
});

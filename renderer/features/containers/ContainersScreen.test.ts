import { afterEach, expect, test } from "vitest";
import { linkOf, openAnalysis } from "../../backend/fake/open-analysis.ts";
import type { OpenScreen } from "../../backend/fake/open-screen.ts";
import ContainersScreen from "./ContainersScreen.vue";

let screen: OpenScreen;
afterEach(() => screen.close());

async function open(path = "/containers", scene = "data"): Promise<void> {
  screen = await openAnalysis(ContainersScreen, path, { scene });
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

function cellsOf(name: string): readonly string[] {
  return [...rowOf(name).querySelectorAll("td")].map((cell) =>
    cell.textContent.replaceAll(/\s+/g, " ").trim(),
  );
}

test("clusters, namespaces and workloads with use, efficiency, unused part and cost", async () => {
  await open();
  expect(names()).toEqual([
    "shop-prod",
    "checkout",
    "basket-api",
    "payment-worker",
    "search",
    "index",
    "batch",
    "nightly-reports",
  ]);
  const [, cpu, memory, efficiency, unused, , cost] = cellsOf("basket-api");
  expect({ cpu, memory, efficiency, unused, cost }).toEqual({
    cpu: "60.0%",
    memory: "60.0%",
    efficiency: "30.0%",
    unused: "$900.00",
    cost: "$1,800.00",
  });
  expect(rowOf("nightly-reports").getAttribute("aria-level")).toBe("2");
});

test("a workload shows what it is made of and leads to its rows and those of its instances", async () => {
  await open();
  rowOf("basket-api").click();
  await screen.settle();
  expect(screen.text()).toContain("shop-prod / checkout / basket-api");
  expect(screen.text()).toContain("2 instances on the days it ran there");
  screen.find("button", "i-0aa11bb22cc33dd44").click();
  await screen.settle();
  expect(linkOf(screen)).toContain("/line-items?");
  expect(linkOf(screen)).toContain("resourceId:i-0aa11bb22cc33dd44");
});

test("every number of a row, of the panel and of the headline asks for itself", async () => {
  await open();
  const measures = async (within: ParentNode): Promise<readonly string[]> => {
    const found: string[] = [];
    for (const number of within.querySelectorAll<HTMLElement>("[data-explain]")) {
      number.click();
      await screen.settle();
      found.push(/"(?:measure|part)":"(\w+)"/.exec(decodeURIComponent(linkOf(screen)))?.[1] ?? "none");
    }
    return found;
  };
  const columns = ["usedShare", "usedShare", "efficiency", "unused", "change", "cost", "share"];
  expect(await measures(rowOf("basket-api"))).toEqual(columns);
  expect(await measures(document.querySelector("tfoot") ?? document)).toEqual(columns.slice(0, -1));
  expect(await measures(document.querySelector(".key-figures") ?? document)).toEqual([
    "cost",
    "change",
    "unused",
    "unusedShare",
    "idle",
    "idleShare",
    "efficiency",
    "hoursAgreeing",
  ]);
  rowOf("basket-api").click();
  await screen.settle();
  expect(await measures(document.querySelector("aside") ?? document)).toEqual([
    "split",
    "unused",
    "cost",
    "idle",
    "reserved",
    "used",
    "usedShare",
    "resourceCost",
    "reserved",
    "used",
    "usedShare",
    "resourceCost",
    "instances",
    "cost",
    "instances",
    "cost",
  ]);
});

test("its own line items are found by the container tags", async () => {
  await open();
  rowOf("basket-api").click();
  await screen.settle();
  screen.find("button", "Line items").click();
  await screen.settle();
  expect(linkOf(screen)).toContain("EKSPod-EC2");
  expect(linkOf(screen)).toContain("basket-api");
});

test("the ranking is by what nobody used", async () => {
  await open("/containers/idle");
  expect(names()[0]).toBe("shop-prod / checkout / basket-api");
  expect(names()).toHaveLength(4);
  screen.find("button", /^Efficiency/).click();
  await screen.settle();
  expect(names()[0]).toBe("shop-prod / search / index");
});

test("against the bill every part is told, and that they are equal", async () => {
  await open("/containers/bill");
  expect(screen.text()).toContain("Containers: their part of what nobody used");
  expect(screen.text()).toContain("Equal");
  const explained = async (row: string): Promise<string> => {
    const found = [...document.querySelectorAll("tbody tr")].find((tr) =>
      tr.querySelector("th")?.textContent.includes(row),
    );
    found?.querySelector<HTMLElement>("[data-explain]")?.click();
    await screen.settle();
    return decodeURIComponent(linkOf(screen));
  };
  expect(await explained("The bill")).toContain('"metric":"amortized"');
  expect(await explained("what nobody used")).toContain('"part":"unused"');
  expect(await explained("given to nobody")).toContain('"measure":"difference"');
  expect(await explained("Everything else")).toContain('"part":"rest"');
  expect(await explained("apart from their instance")).toContain('"measure":"hoursApart"');
});

test("keys close all, a search finds one", async () => {
  await open();
  rowOf("checkout").dispatchEvent(
    new KeyboardEvent("keydown", { key: "-", bubbles: true, cancelable: true }),
  );
  await screen.settle();
  expect(names()).toEqual(["shop-prod", "batch"]);
  await screen.fill(/Search clusters/, "nightly");
  await screen.settle();
  expect(names()).toEqual(["batch", "nightly-reports"]);
});

test("without split rows it says what they are and how to get them", async () => {
  await open("/containers", "no-containers");
  expect(screen.text()).toContain("No containers in these reports");
  expect(screen.text()).toContain("INCLUDE_SPLIT_COST_ALLOCATION_DATA");
});

test("other metrics have their nearest, and filters that cannot apply are named", async () => {
  await open("/containers?metric=unblended&f=service:AmazonS3");
  expect(screen.text()).toContain("In amortized cost: split cost allocation data has no");
  expect(screen.text()).toContain("filters on it are not applied here");
  screen.close();
  await open("/containers", "failing");
  expect(screen.find("alert", /workspace\.damaged/).textContent).toContain("Try again");
});

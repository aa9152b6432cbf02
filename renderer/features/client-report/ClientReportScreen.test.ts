import { afterEach, beforeEach, expect, test } from "vitest";
import { REPORT_SECTIONS } from "#core/client-report/report-definition.ts";
import App from "../../app/App.vue";
import { createAppRouter } from "../../app/router.ts";
import { standInForDrawing } from "../../backend/fake/open-analysis.ts";
import { openScreen, type OpenScreen } from "../../backend/fake/open-screen.ts";

/** Longer than typing has to rest before the preview is asked for. */
const REST_MS = 500;

let screen: OpenScreen;
beforeEach(() => {
  window.location.hash = "";
  standInForDrawing();
});
afterEach(() => screen.close());

async function open(scene = "data", path = "/report"): Promise<void> {
  screen = await openScreen(App, { fake: { scene }, path, createRouter: createAppRouter });
  await rest();
}

async function rest(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  await screen.settle();
}

const click = async (role: string, name: string | RegExp): Promise<void> => {
  screen.find(role, name).click();
  await screen.settle();
};
const pages = (): readonly (string | null)[] =>
  [...document.querySelectorAll("[aria-label=Pages] li")].map(
    (page) => page.querySelector("img")?.getAttribute("alt") ?? page.textContent,
  );
const kept = () => screen.backend.host.clientReports.list();

test("it begins with every section for the workspace's name, each page with its number and section", async () => {
  await open();
  expect(pages()).toHaveLength(REPORT_SECTIONS.length + 2);
  expect(pages().slice(0, 3)).toEqual([
    "Page 1 of 10: cover",
    "Page 2 of 10: contents",
    "Page 3 of 10: Executive summary",
  ]);
  expect(screen.text()).toContain("Acme Retail – AWS cost review");
  expect(await kept()).toEqual([]);
});

test("sections are taken out and moved by their arrows and by the keyboard; the focus goes along", async () => {
  await open();
  await click("checkbox", "Commitments");
  await click("button", "Move Findings up");
  const grip = screen.find("button", /^Order of Method/);
  grip.focus();
  await screen.press("ArrowUp");
  await screen.settle();
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Order of Method, place 7 of 8");
  await rest();
  await click("button", "Keep");
  expect((await kept())[0]?.sections).toEqual([
    "summary",
    "trend",
    "drivers",
    "allocation",
    "findings",
    "method",
    "quality",
  ]);
  expect(pages().at(-1)).toBe("Page 9 of 9: Data quality and tie-out");
});

test("a section is dragged by its handle to another place, and let go elsewhere it stays", async () => {
  await open();
  const rows = () => [...document.querySelectorAll<HTMLElement>("[data-section]")];
  const order = () => rows().map((row) => row.dataset["section"]);
  const row = (section: string): HTMLElement => {
    const found = rows().find((each) => each.dataset["section"] === section);
    if (found === undefined) throw new Error(`no ${section}`);
    return found;
  };
  const take = async (section: string): Promise<void> => {
    row(section)
      .querySelector("[data-grip]")
      ?.dispatchEvent(new Event("pointerdown", { bubbles: true }));
    await screen.settle();
  };
  const before = order();
  expect(row("method").draggable).not.toBe(true);
  await take("method");
  expect(row("method").getAttribute("draggable")).toBe("true");
  row("method").dispatchEvent(new Event("dragend", { bubbles: true }));
  await screen.settle();
  expect(order()).toEqual(before);
  await take("method");
  row("summary").dispatchEvent(new Event("dragover", { bubbles: true, cancelable: true }));
  row("summary").dispatchEvent(new Event("drop", { bubbles: true, cancelable: true }));
  await screen.settle();
  expect(order()).toEqual(["method", ...before.slice(0, -1)]);
  expect(screen.text()).toContain("Method is now at place 1 of 8");
});

test("what is no colour goes no further, a swatch does", async () => {
  await open();
  await screen.fill("Accent colour", "#12");
  expect(screen.text()).toContain("A colour looks like #1f4e79.");
  await click("button", "Brick");
  await rest();
  await click("button", "Keep");
  expect(await kept()).toMatchObject([{ accent: "#9b2c1f" }]);
});

test("a report that was saved is kept with its logo", async () => {
  await open();
  screen.find("button", "Choose a file…").click();
  await expect.poll(() => screen.has("button", "Remove the logo")).toBe(true);
  screen.find("button", "Save as PDF…").click();
  await expect
    .poll(() => screen.text(), { timeout: 5_000 })
    .toContain("/home/ana/Acme Retail – AWS cost review 2026-09.pdf");
  await expect.poll(() => screen.has("button", "Kept")).toBe(true);
  expect(await kept()).toMatchObject([
    { client: "Acme Retail", logo: expect.stringMatching(/^data:image\/png;base64,/) },
  ]);
});

test("another client's report stands beside it, and either is one click away", async () => {
  await open();
  screen.find("button", "Keep").click();
  await expect.poll(async () => (await kept()).length).toBe(1);
  await screen.fill("Client", "Globex");
  await expect.poll(() => screen.has("button", "Keep")).toBe(true);
  screen.find("button", "Keep").click();
  await expect
    .poll(async () => (await kept()).map(({ client }) => client))
    .toEqual(["Globex", "Acme Retail"]);
  const former = (await kept())[1]?.id ?? "";
  await screen.router.push({ name: "clientReport", query: { report: former } });
  await expect.poll(() => Reflect.get(screen.find("textbox", "Client"), "value")).toBe("Acme Retail");
});

test("without a title nothing is saved, and the field says why", async () => {
  await open();
  await screen.fill("Title", " ");
  await rest();
  expect(screen.text()).toContain("A report needs a title.");
  expect(screen.find("button", "Save as PDF…")).toHaveProperty("disabled", true);
});

test("an empty workspace says what would be here", async () => {
  await open("empty");
  expect(screen.text()).toContain("Nothing to report on yet");
  expect(screen.has("button", "Save as PDF…")).toBe(false);
});

test("findings lead there, with their month", async () => {
  screen = await openScreen(App, { path: "/findings", createRouter: createAppRouter });
  await click("link", "Report…");
  expect(screen.router.currentRoute.value).toMatchObject({
    name: "clientReport",
    query: { month: "2026-09" },
  });
});

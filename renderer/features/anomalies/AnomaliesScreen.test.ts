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

async function open(scene = "data"): Promise<void> {
  screen = await openScreen(App, { fake: { scene }, path: "/anomalies", createRouter: createAppRouter });
  await screen.settle();
}

const click = async (role: string, name: string | RegExp): Promise<void> => {
  screen.find(role, name).click();
  await screen.settle();
};

test("the spike is listed with its impact, what was usual and its likely driver", async () => {
  await open();
  expect(screen.has("option", /^Amazon SageMaker/)).toBe(true);
  const text = screen.text();
  for (const part of ["more than usual on", "Likely driver", "Train:ml.g5.2xlarge", "Usual", "Impact"])
    expect(text).toContain(part);
});

test("usual explains itself by the weekdays it is the median of", async () => {
  await open();
  document.querySelectorAll<HTMLElement>(".figures [data-explain]")[1]?.click();
  await screen.settle();
  const panel = document.querySelector("[aria-label='Explanation of a figure']");
  expect(panel?.textContent).toContain("Usual for these days; Amazon SageMaker");
  expect(panel?.textContent).toMatch(/median\(\$[\d,.]+(, \$[\d,.]+){3,}\)/);
});

test("acknowledged, it is no longer open and can be opened again", async () => {
  await open();
  const before = document.querySelectorAll("[role=option]").length;
  await click("button", "Acknowledge");
  expect(screen.has("button", `Open ${before - 1}`)).toBe(true);
  expect(screen.has("button", "Acknowledged 1")).toBe(true);
  await click("button", "Acknowledged 1");
  await click("button", "Open again");
  expect(screen.has("button", `Open ${before}`)).toBe(true);
});

test("a muted series is kept apart, and can be unmuted", async () => {
  await open();
  await click("button", "Mute this series");
  await click("button", "Muted 1");
  expect(screen.text()).toContain("Amazon SageMaker");
  await click("button", "Unmute this series");
  expect(screen.has("button", "Muted 0")).toBe(true);
});

test("a note is kept when the field is left", async () => {
  await open();
  const field = document.querySelector("textarea");
  if (field === null) throw new Error("no note");
  field.value = "Retraining, as planned";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("blur"));
  await screen.settle();
  expect(await screen.backend.host.anomalyMarks.list()).toMatchObject([
    { kind: "anomaly", note: "Retraining, as planned", isAcknowledged: false },
  ]);
});

test("rules: a higher least impact leaves nothing", async () => {
  await open();
  await click("button", "Rules");
  await screen.fill(/^Least impact/, "10,000,000");
  await click("button", "Look again");
  expect(screen.text()).toContain("Nothing stands out");
  expect(await screen.backend.host.anomalyRules.list()).toMatchObject([{ minimum: "10000000.0000000000" }]);
});

test("a unit of the model in force is watched; without a model none is named", async () => {
  await open("allocated");
  expect(screen.has("option", /^Data & ML.*Business unit/)).toBe(true);
  await click("option", /^Data & ML/);
  await click("button", "Explore");
  expect(decodeURIComponent(window.location.hash)).toMatch(/explorer.*Business[ +]unit.*Data[ +]&[ +]ML/);
  screen.close();
  window.location.hash = "";
  await open();
  expect(screen.text()).not.toContain("Business unit");
});

test("drops are told once the rules say so, and can be listed alone", async () => {
  await open();
  expect(screen.has("group", "Which way costs went")).toBe(false);
  expect(screen.has("option", /Fell/)).toBe(false);
  await click("button", "Rules");
  await screen.fill(/^Least impact/, "1");
  screen.find("checkbox", /Also costs that fell/).click();
  await click("button", "Look again");
  expect(await screen.backend.host.anomalyRules.list()).toMatchObject([{ withDrops: true }]);
  await click("button", "Fell");
  expect(screen.has("option", /Amazon SageMaker/)).toBe(false);
  await click("button", "Rose");
  expect(screen.has("option", /Amazon SageMaker/)).toBe(true);
});

test("empty and failed are told apart", async () => {
  await open("empty");
  expect(screen.text()).toContain("No costs to look through yet");
  screen.close();
  await open("failing");
  expect(screen.has("alert", /workspace\.damaged/)).toBe(true);
});

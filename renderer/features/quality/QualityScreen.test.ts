import { afterEach, expect, test } from "vitest";
import { openScreen, type OpenScreen } from "../../backend/fake/open-screen.ts";
import QualityScreen from "./QualityScreen.vue";

let screen: OpenScreen;
afterEach(() => screen.close());

test("the newest billing period is shown first, with its state", async () => {
  screen = await openScreen(QualityScreen, { path: "/quality" });
  expect(screen.find("option", /^October 2026/).getAttribute("aria-selected")).toBe("true");
  expect(screen.text()).toContain("AWS has not invoiced this month yet");
  expect(screen.text()).toContain("all 4 that apply hold");
});

test("arrow keys walk through the periods", async () => {
  screen = await openScreen(QualityScreen, { path: "/quality" });
  screen.find("option", /^October 2026/).focus();
  await screen.press("ArrowDown");
  await screen.settle();
  expect(screen.router.currentRoute.value.params).toEqual({ deliveryId: "d-2026-09" });
  expect(screen.text()).toContain("Numbers in E-notation read exactly");
});

test("a failing check says by how much", async () => {
  screen = await openScreen(QualityScreen, { path: "/quality/d-2026-07" });
  expect(screen.text()).toContain("1 fails, 3 hold");
  expect(screen.text()).toContain("-$12.58 off");
  expect(screen.text()).toContain("expected $744.00");
});

test("a metric that cannot be had names the missing column", async () => {
  screen = await openScreen(QualityScreen, { path: "/quality" });
  expect(screen.text()).toMatch(/Net unblended cost\s*Not available/);
  expect(screen.text()).toContain("lineItem/NetUnblendedCost");
});

test("removing asks first and names what goes and what stays", async () => {
  screen = await openScreen(QualityScreen, { path: "/quality" });
  screen.find("button", "Remove…").click();
  await screen.settle();
  const dialog = screen.find("dialog", "Remove October 2026?");
  expect(dialog.textContent).toContain("190,080 line items");
  expect(dialog.textContent).toContain("stay where they are");
  screen.find("button", "Keep it").click();
  await screen.settle();
  expect(screen.has("dialog", /Remove/)).toBe(false);
});

test("empty, failed and loading are told apart", async () => {
  screen = await openScreen(QualityScreen, { fake: { scene: "empty" } });
  expect(screen.text()).toContain("No billing period yet");
  screen.close();
  screen = await openScreen(QualityScreen, { fake: { scene: "failing" } });
  expect(screen.has("alert", /workspace\.damaged/)).toBe(true);
  screen.close();
  screen = await openScreen(QualityScreen, { fake: { scene: "slow" } });
  expect(screen.has("progressbar", "Loading billing periods")).toBe(true);
});

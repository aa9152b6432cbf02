import { afterEach, expect, test } from "vitest";
import { openScreen, type OpenScreen } from "../../backend/fake/open-screen.ts";
import IdentitiesScreen from "./IdentitiesScreen.vue";

let screen: OpenScreen;
afterEach(() => screen.close());

test("a cell says whether its identity holds, and opens the sides of the equation", async () => {
  screen = await openScreen(IdentitiesScreen);
  const failing = screen.find("button", /^I2 .*: Fails by -?\$12\.58$/);
  failing.click();
  await screen.settle();
  const sides = document.querySelector("aside")?.textContent ?? "";
  for (const part of ["$744.00", "$731.42", "-$12.58", "savingsplan/5c1f"]) expect(sides).toContain(part);
  expect(screen.find("button", /^I4 Reservations balance, October 2026: Does not apply$/)).toBeDefined();
});

test("an empty workspace says what would be here", async () => {
  screen = await openScreen(IdentitiesScreen, { fake: { scene: "empty" } });
  expect(screen.text()).toContain("No bill yet");
});

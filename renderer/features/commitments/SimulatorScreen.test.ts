import { afterEach, expect, test } from "vitest";
import { openAnalysis } from "../../backend/fake/open-analysis.ts";
import type { OpenScreen } from "../../backend/fake/open-screen.ts";
import FairShareScreen from "./FairShareScreen.vue";
import SimulatorScreen from "./SimulatorScreen.vue";

let screen: OpenScreen;
afterEach(() => screen.close());

function outcome(): string {
  return document.querySelector('[aria-label="Outcome"]')?.textContent ?? "";
}

test("sizes a plan with the own discount and tells break-even and risk", async () => {
  screen = await openAnalysis(SimulatorScreen, "/commitments/simulator");
  expect(outcome()).toContain("Commitment that saves most");
  expect(outcome()).toContain("Break-even at 72.0%");
  expect(outcome()).toContain("If usage falls by 10%");
  expect(screen.text()).toContain("Your own: 1 - $720.00 / $1,000.00");
});

test("a commitment of one's own stands beside the best", async () => {
  screen = await openAnalysis(SimulatorScreen, "/commitments/simulator");
  await screen.fill("Commitment per hour", "14");
  await screen.settle();
  expect(outcome()).toContain("$14.00/h");
  expect(outcome()).toContain("The plan would have lost money");
  expect(screen.text()).toContain("Saves most");
});

test("what cannot be understood is said and changes nothing", async () => {
  screen = await openAnalysis(SimulatorScreen, "/commitments/simulator");
  const before = outcome();
  await screen.fill("Discount, %", "120");
  await screen.settle();
  expect(screen.text()).toContain("More than 0 and less than 100");
  expect(outcome()).toBe(before);
});

test("the fair share sums to the bill", async () => {
  screen = await openAnalysis(FairShareScreen, "/commitments/fair-share");
  const [total] = document.querySelectorAll("tfoot tr");
  const cells = [...(total?.querySelectorAll("td") ?? [])].map((cell) => cell.textContent.trim());
  expect(cells[6]).toBe(cells[7]);
  expect(document.querySelectorAll("tbody tr")).toHaveLength(3);
});

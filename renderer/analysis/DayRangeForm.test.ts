import { afterEach, expect, test } from "vitest";
import { h } from "vue";
import { openScreen, type OpenScreen } from "../backend/fake/open-screen.ts";
import type { DateRange } from "#core/time/period.ts";
import DayRangeForm from "./DayRangeForm.vue";

let screen: OpenScreen;
let chosen: DateRange[] = [];
afterEach(() => {
  screen.close();
  chosen = [];
});

async function open(range: DateRange | null): Promise<void> {
  screen = await openScreen({
    render: () => h(DayRangeForm, { range, onChoose: (days: DateRange) => chosen.push(days) }),
  });
}

function days(): readonly HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>("input[type=date]")];
}

async function enter(at: number, day: string): Promise<void> {
  const input = days()[at];
  if (input === undefined) throw new Error("no such day");
  input.value = day;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  await screen.settle();
}

test("begins with the days in sight and chooses to the last day inclusive", async () => {
  await open({ from: "2026-10-01", to: "2026-10-21" });
  expect(days().map(({ value }) => value)).toEqual(["2026-10-01", "2026-10-20"]);
  await enter(1, "2026-10-05");
  screen.find("button", "Apply").click();
  await screen.settle();
  expect(chosen).toEqual([{ from: "2026-10-01", to: "2026-10-06" }]);
});

test("without two days in order there is nothing to apply", async () => {
  await open(null);
  const apply = screen.find("button", "Apply");
  expect(apply.hasAttribute("disabled")).toBe(true);
  await enter(0, "2026-10-05");
  await enter(1, "2026-10-04");
  expect(apply.hasAttribute("disabled")).toBe(true);
  await enter(1, "2026-10-05");
  expect(apply.hasAttribute("disabled")).toBe(false);
});

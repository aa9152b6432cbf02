import { afterEach, expect, test } from "vitest";
import { decodeFigure } from "../../stores/explain-link.ts";
import { openAnalysis } from "../../backend/fake/open-analysis.ts";
import type { OpenScreen } from "../../backend/fake/open-screen.ts";
import ForecastFigure from "./ForecastFigure.vue";

let screen: OpenScreen;
afterEach(() => screen.close());

const shown = (): string => document.querySelector(".amount")?.textContent ?? "";

test("commitments that end are renewed or not, as the reader chooses", async () => {
  screen = await openAnalysis(ForecastFigure, "/overview");
  const renewed = shown();
  expect(renewed).toMatch(/^\$[\d,.]+/);
  const choice = document.querySelector<HTMLInputElement>("label.renewal input");
  expect(choice?.checked).toBe(false);
  choice?.click();
  await screen.settle();
  expect(shown()).toMatch(/^\$[\d,.]+/);
  expect(shown()).not.toBe(renewed);
  choice?.click();
  await screen.settle();
  expect(shown()).toBe(renewed);
});

test("it is asked how it is worked out, for the month that goes on", async () => {
  screen = await openAnalysis(ForecastFigure, "/overview");
  document.querySelector<HTMLElement>(".amount[data-explain]")?.click();
  await screen.settle();
  expect(decodeFigure(screen.router.currentRoute.value.query["explain"])).toMatchObject({
    kind: "forecast",
    metric: "unblended",
    assumesRenewal: true,
  });
});

// @vitest-environment jsdom
import { defineComponent, h } from "vue";
import { afterEach, expect, test } from "vitest";
import { provideChartMarks } from "../../analysis/use-chart-marks.ts";
import FrameDialogs from "../../app/frame/FrameDialogs.vue";
import { openAnalysis } from "../../backend/fake/open-analysis.ts";
import type { OpenScreen } from "../../backend/fake/open-screen.ts";
import TimeChart from "../../charts/TimeChart.vue";
import { chartWords } from "../../analysis/chart-words.ts";
import { useFormat } from "../../stores/use-format.ts";
import AnnotationsScreen from "./AnnotationsScreen.vue";

const BUCKETS = ["2026-10-04", "2026-10-05", "2026-10-06"];
let screen: OpenScreen;

afterEach(() => screen.close());

const withDialogs = (page: ReturnType<typeof defineComponent>) =>
  defineComponent(() => () => [h(page), h(FrameDialogs)]);

const Chart = defineComponent(() => {
  provideChartMarks(() => []);
  const format = useFormat();
  return () =>
    h(TimeChart, {
      label: "Cost a day",
      words: chartWords(format.value, "USD"),
      picture: {
        kind: "bars",
        buckets: BUCKETS,
        series: [{ id: "a", name: "A", ink: 0, values: [1, 2, 3] }],
        reference: null,
      },
    });
});

async function click(role: string, name: string | RegExp): Promise<void> {
  screen.find(role, name).click();
  await screen.settle();
}

async function write(text: string): Promise<void> {
  const field = document.querySelector("textarea");
  if (field === null) throw new Error("no text to write");
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await screen.settle();
}

const kept = () => screen.backend.host.annotations.list();

test("a note is written, changed and deleted, and had back", async () => {
  screen = await openAnalysis(withDialogs(AnnotationsScreen), "/notes");
  expect(screen.text()).toContain("No note yet");
  await click("button", "New note");
  expect(screen.find("button", "Save").hasAttribute("disabled")).toBe(true);
  await write("Price list changed");
  await click("button", "Save");
  expect(await kept()).toMatchObject([
    { text: "Price list changed", range: { from: "2026-10-20", to: "2026-10-21" }, filters: [] },
  ]);
  await click("button", "Change note Price list changed");
  await write("Prices fell");
  await click("button", "Save");
  expect(screen.text()).toContain("Prices fell");
  await click("button", "Delete note Prices fell");
  expect(await kept()).toEqual([]);
  await click("button", "Undo");
  expect(await kept()).toMatchObject([{ text: "Prices fell" }]);
});

test("a chart says what was noted on the day that is read, and takes a new note by key", async () => {
  screen = await openAnalysis(withDialogs(Chart), "/overview", { scene: "dashboard" });
  document.querySelector<HTMLElement>("[role=figure]")?.focus();
  await screen.press("ArrowRight");
  await screen.press("ArrowRight");
  await screen.settle();
  expect(document.querySelector("[role=figure] [aria-live]")?.textContent).toContain(
    "Search moved to Graviton",
  );
  await screen.press("ArrowRight");
  await screen.press("a");
  await screen.settle();
  expect(screen.has("dialog", "New note on days")).toBe(true);
  await write("Load test");
  await click("button", "Save");
  expect((await kept())[0]).toMatchObject({
    text: "Load test",
    range: { from: "2026-10-06", to: "2026-10-07" },
  });
});

import { defineComponent, h } from "vue";
import { afterEach, expect, test } from "vitest";
import type { JobKind } from "#core/job/job.ts";
import { openScreen, type OpenScreen } from "../backend/fake/open-screen.ts";
import { useJobsStore } from "../stores/jobs.ts";
import PreparingNotice from "./PreparingNotice.vue";

const PROGRESS = {
  phase: "preparing",
  fraction: 0.45,
  doneBytes: 0,
  totalBytes: 0,
  rows: 0,
  remainingMs: null,
  subject: "commitments of 2026-03",
} as const;

let screen: OpenScreen;
afterEach(() => screen.close());

async function show(job: JobKind, isWaiting: boolean): Promise<void> {
  screen = await openScreen(
    defineComponent({
      setup() {
        useJobsStore().put({
          id: "j",
          job,
          title: "Preparing screens",
          startedAt: "2026-10-01T00:00:00Z",
          state: { kind: "running", progress: PROGRESS },
        });
        return () => h(PreparingNotice, { isWaiting });
      },
    }),
  );
}

test("a screen that waits says what is being prepared, and how far that is", async () => {
  await show("prepare", true);
  expect(screen.text()).toContain("commitments of 2026-03");
  expect(screen.text()).toContain("45.0%");
});

test.each([
  ["prepare", false],
  ["import", true],
] as const)("while a job %s runs and the screen waits: %s, nothing is said", async (job, isWaiting) => {
  await show(job, isWaiting);
  expect(screen.text()).toBe("");
});

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BrowserWindow } from "electron";
import { addDays, periodOf, rangeOfPeriod, addMonths, type DateRange } from "#core/time/period.ts";
import type { OpenWorkspace } from "../../host/open-workspace.ts";
import { DEFAULT_PREFERENCES, type PreferenceStore } from "../../host/preference-store.ts";
import type { WorkspaceRegistry } from "../../host/workspace-registry.ts";
import type { EngineClient } from "../../transport/client.ts";
import { costTableText } from "./cost-table-text.ts";

const SIZE = { width: 1440, height: 900 };
const SAMPLE_NAME = "Sample company";
/** Long enough for the charts' own animation, which no event announces. */
const SETTLE_MS = 1_500;

type Prepared = {
  readonly preferences: PreferenceStore;
  readonly registry: WorkspaceRegistry;
  readonly workspace: OpenWorkspace;
  readonly engine: EngineClient;
  readonly today: string;
};

/** Opens the sample workspace, generating its data when it is empty, and leaves out the welcome. */
export async function preparePreview({
  preferences,
  registry,
  workspace,
  engine,
  today,
}: Prepared): Promise<void> {
  await preferences.set({ ...DEFAULT_PREFERENCES, theme: "light", onboardingDone: true });
  const known = registry.list().find(({ sample }) => sample);
  const { id } = known ?? (await registry.create(SAMPLE_NAME, true));
  await workspace.open(id);
  const periods = await engine.periods.list();
  if (periods.length === 0) await generateSample(engine, today);
}

/** Waits for the whole sample, which is made in two jobs. */
async function generateSample(engine: EngineClient, today: string): Promise<void> {
  const made = new Set<string>();
  await engine.sample.start({ today });
  for await (const job of await engine.jobs.watch()) {
    if (job.job !== "sample") continue;
    if (job.state.kind === "succeeded") made.add(job.id);
    if (made.size === 2) return;
    if (job.state.kind === "failed") throw new Error(`sample: ${JSON.stringify(job.state.failure)}`);
    if (job.state.kind === "cancelled") throw new Error("the sample was cancelled");
  }
  throw new Error("the engine ended before the sample was ready");
}

/** Saves what the window shows as `overview.png` and the month's costs as `cost-by-service.txt`. */
export async function takePreview(
  folder: string,
  window: BrowserWindow,
  engine: EngineClient,
): Promise<void> {
  window.setContentSize(SIZE.width, SIZE.height);
  await settle(window);
  const picture = await window.webContents.capturePage();
  await writeFile(join(folder, "overview.png"), picture.toPNG());
  await writeFile(join(folder, "cost-by-service.txt"), await costByService(engine));
}

/** Waits until nothing moves, with the pointer out of the way: a virtual display keeps it in the middle. */
async function settle({ webContents }: BrowserWindow): Promise<void> {
  webContents.sendInputEvent({ type: "mouseMove", x: 1, y: 1 });
  webContents.sendInputEvent({ type: "mouseLeave", x: 1, y: 1 });
  await webContents.executeJavaScript("document.fonts.ready.then(() => undefined)");
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
}

async function costByService(engine: EngineClient): Promise<string> {
  const { range, currencies } = await engine.workspace.schema();
  if (range === null) throw new Error("the sample workspace is empty");
  const month = lastMonth(range);
  const answer = await engine.cost.query({
    metric: "unblended",
    granularity: "total",
    range: rangeOfPeriod(month),
    groupBy: ["service"],
    filters: [],
    currency: currencies[0] ?? null,
    top: 40,
  });
  return costTableText(`Cost by service, ${month}`, answer);
}

/** The last month with all its days, else the one that has begun. */
function lastMonth(range: DateRange): string {
  const begun = periodOf(addDays(range.to, -1));
  const isWhole = rangeOfPeriod(begun).to <= range.to;
  return isWhole || periodOf(range.from) === begun ? begun : addMonths(begun, -1);
}

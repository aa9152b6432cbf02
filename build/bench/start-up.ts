import { spawn } from "node:child_process";
import { cp, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { median } from "./median.ts";

/** Milliseconds since the process was created until each part was there. */
export type StartFigures = {
  readonly ready: number;
  readonly workspaceOpen: number;
  readonly windowOpen: number;
  readonly overviewRendered: number;
};

/** How to start the app; the launcher knows, since it found the Electron. */
export type AppCommand = { readonly executablePath: string; readonly args: readonly string[] };

/** Starts the real app on the sample workspace; the first start, which makes that workspace, is not measured. */
export async function measureStart(root: string, app: AppCommand): Promise<StartFigures> {
  const folder = join(root, "start");
  await mkdir(folder, { recursive: true });
  await startOnce(folder, app);
  await startOnce(folder, app);
  return read(folder);
}

const STARTS = 5;

/** Milliseconds from process start to the rendered Overview, on the sample and on a workspace put in its place. */
export type LargeStart = { readonly sampleMs: number; readonly largeMs: number };

/** Starts the real app in turn on the sample workspace and on a copy of another one; the median of the starts counts. */
export async function measureLargeStart(
  root: string,
  app: AppCommand,
  workspace: string,
): Promise<LargeStart> {
  const [sample, large] = [join(root, "start"), join(root, "start-large")];
  for (const folder of [sample, large]) {
    await mkdir(folder, { recursive: true });
    await startOnce(folder, app);
  }
  const place = await workspaceIn(large);
  await rm(place, { recursive: true, force: true });
  await cp(workspace, place, { recursive: true });
  await startOnce(large, app);
  const times = { sample: new Array<number>(), large: new Array<number>() };
  for (let start = 0; start < STARTS; start += 1) {
    await startOnce(sample, app);
    times.sample.push((await read(sample)).overviewRendered);
    await startOnce(large, app);
    times.large.push((await read(large)).overviewRendered);
  }
  return { sampleMs: median(times.sample), largeMs: median(times.large) };
}

/** The folder of the only workspace that the app made below this one. */
async function workspaceIn(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true });
  const database = names.find((name) => basename(name) === "workspace.duckdb");
  if (database === undefined) throw new Error(`no workspace was made in ${folder}`);
  return join(folder, dirname(database));
}

async function read(folder: string): Promise<StartFigures> {
  return JSON.parse(await readFile(join(folder, "start.json"), "utf8"));
}

function startOnce(folder: string, { executablePath, args }: AppCommand): Promise<void> {
  const child = spawn(executablePath, [...args, `--user-data-dir=${join(folder, "user-data")}`], {
    env: { ...process.env, CLOUDSPEND_PREVIEW: folder },
    stdio: "ignore",
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(`the app ended with ${code}`))));
  });
}

import { spawn } from "node:child_process";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";

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

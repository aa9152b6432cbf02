import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { text } from "node:stream/consumers";
import { _electron, test as base } from "@playwright/test";
import { closedOptions } from "#core/sample/world.ts";
import { packApp } from "../../../build/packaging/pack.mjs";
import { writeSample } from "../../engine/sample/write-sample.ts";
import { BILLED_MONTH } from "./bills.ts";

export type PackedApp = Awaited<ReturnType<typeof packApp>>;

/** The version that was there before: what is written by it has to be read by the one that is packed now. */
export const OLDER_VERSION = "0.0.9";

type Builds = {
  /** What users get. */
  readonly release: PackedApp;
  /** The same, but it can be driven by Playwright. */
  readonly drivable: PackedApp;
  /** As `drivable`, of an older version. */
  readonly older: PackedApp;
};

/** Where an app is installed and whose it is. */
type Place = {
  /** A fresh folder that the user who runs the app may write. */
  readonly home: string;
  /** Month of costs to import. */
  readonly bills: string;
  /** Puts a build where users have their programs, in the place of what is there. */
  readonly install: (build: PackedApp) => Promise<PackedApp>;
  readonly environment: Readonly<Record<string, string>>;
  readonly dataFolder: string;
  readonly log: () => Promise<string>;
};

/** Chromium has no sandbox for root, and a package does not start without: then it is run by the user `nobody`. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : null;

export const test = base.extend<{ readonly place: Place }, { readonly builds: Builds }>({
  builds: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern which fixtures are wanted.
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), "packed-"));
      await chmod(folder, 0o755);
      const release = await packApp({ output: join(folder, "release") });
      const drivable = await packApp({ output: join(folder, "drivable"), testBuild: true });
      const older = await packApp({
        output: join(folder, "older"),
        testBuild: true,
        version: OLDER_VERSION,
      });
      await use({ release, drivable, older });
      await rm(folder, { recursive: true, force: true });
    },
    { scope: "worker", timeout: 180_000 },
  ],
  // oxlint-disable-next-line no-empty-pattern -- as above
  place: async ({}, use) => {
    const home = await mkdtemp(join(tmpdir(), "installed-"));
    const config = join(home, "config");
    const bills = join(home, "bills");
    await mkdir(config);
    const world = { ...closedOptions(BILLED_MONTH, 1), rows: 1_000 };
    await writeSample({ directory: bills, world, format: "legacy" });
    if (NOBODY !== null) await giveAway(home);
    const dataFolder = join(config, "CloudSpend Desktop");
    await use({
      home,
      bills,
      dataFolder,
      environment: {
        ...passedOn(),
        HOME: home,
        XDG_CONFIG_HOME: config,
        XDG_CACHE_HOME: config,
        XDG_DATA_HOME: config,
      },
      install: (build) => install(build, join(home, "program")),
      log: () => readFile(join(dataFolder, "logs", "main.log"), "utf8").catch(() => ""),
    });
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  },
});

/** Of the environment of the tests only what a program of a user's would see. */
function passedOn(): Record<string, string> {
  const names = ["PATH", "LANG", "DISPLAY", "SYSTEMROOT", "TEMP", "TMP"];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

async function giveAway(folder: string): Promise<void> {
  if (NOBODY === null) return;
  const { uid, gid } = NOBODY;
  await chown(folder, uid, gid);
  for (const name of await readdir(folder, { recursive: true })) await chown(join(folder, name), uid, gid);
}

async function install(build: PackedApp, target: string): Promise<PackedApp> {
  await rm(target, { recursive: true, force: true });
  await cp(build.folder, target, { recursive: true, verbatimSymlinks: true });
  const at = (path: string): string => path.replace(`${build.folder}${sep}`, `${target}${sep}`);
  // As the installer of the Debian package does: the helper for systems without unprivileged namespaces.
  if (NOBODY !== null) await chmod(join(target, "chrome-sandbox"), 0o4755);
  return { folder: target, executable: at(build.executable), resources: at(build.resources) };
}

/** Why no sandboxed program can be run here; null where one can. */
export function noSandboxHere(): string | null {
  if (process.platform !== "linux" || NOBODY === null) return null;
  const asNobody = ["--reuid=65534", "--regid=65534", "--clear-groups", "unshare", "--user", "true"];
  const ways = [
    ["setpriv", asNobody],
    ["unshare", ["--pid", "--fork", "true"]],
  ] as const;
  if (ways.some(([command, args]) => spawnSync(command, args, { stdio: "ignore" }).status === 0)) return null;
  return "this container allows neither namespaces of users nor of processes, so that nothing sandboxed can run";
}

/** Starts an installed app in the way of its users: no test program holds on to it. */
export function startApp(
  app: PackedApp,
  place: Place,
  options: { readonly args?: readonly string[]; readonly env?: Readonly<Record<string, string>> } = {},
) {
  const child = spawn(app.executable, [...(options.args ?? [])], {
    env: { ...place.environment, ...options.env },
    cwd: place.home,
    stdio: ["ignore", "pipe", "pipe"],
    ...NOBODY,
  });
  const said = Promise.all([text(child.stdout), text(child.stderr)]).then((parts) => parts.join("\n"));
  const ended = once(child, "exit").then(([code]): number | null => code);
  return { child, said, ended, quit: () => quit(child, ended) };
}

/** As the system asks a program to end when its user logs out. */
async function quit(child: ChildProcess, ended: Promise<number | null>): Promise<number | null> {
  child.kill("SIGTERM");
  const tooLate = setTimeout(() => child.kill("SIGKILL"), 20_000);
  const code = await ended;
  clearTimeout(tooLate);
  return code;
}

/** Starts an installed test build under Playwright. */
export async function drive(app: PackedApp, place: Place) {
  const script = join(place.home, "start.sh");
  const before = NOBODY === null ? "" : "setpriv --reuid=65534 --regid=65534 --clear-groups ";
  await writeFile(script, `#!/bin/sh\nexec ${before}"${app.executable}" "$@"\n`, { mode: 0o755 });
  const executablePath = process.platform === "win32" ? app.executable : script;
  const launched = await _electron.launch({
    executablePath,
    env: { ...place.environment },
    cwd: place.home,
    chromiumSandbox: true,
  });
  const page = await launched.firstWindow();
  page.setDefaultTimeout(15_000);
  return { app: launched, page };
}

/** The processes that a process has started, with what they were started by; Linux only. */
export async function descendantsOf(
  pid: number,
): Promise<readonly { readonly pid: number; readonly command: string; readonly status: string }[]> {
  const all = await Promise.all(
    (await readdir("/proc"))
      .filter((name) => /^\d+$/.test(name))
      .map(async (name) => {
        const read = (file: string): Promise<string> =>
          readFile(`/proc/${name}/${file}`, "utf8").catch(() => "");
        const status = await read("status");
        const parent = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0);
        return { pid: Number(name), parent, command: (await read("cmdline")).replaceAll("\0", " "), status };
      }),
  );
  const below = (parent: number): typeof all =>
    all.filter((each) => each.parent === parent).flatMap((each) => [each, ...below(each.pid)]);
  return below(pid);
}

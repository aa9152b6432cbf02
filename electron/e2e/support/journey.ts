import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  _electron,
  expect,
  test as base,
  type ElectronApplication,
  type Page,
  type TestInfo,
} from "@playwright/test";
import { launchOptions } from "../../../build/setup/electron.mjs";
import { writeBills, type Bills } from "./bills.ts";
import { imports } from "./pages/imports.ts";
import { plant, type Planted } from "./planted.ts";

export { expect };

/** The day on which every journey happens. */
export const TODAY = "2026-03-19";

const ACTION_MS = 15_000;
const LAUNCH_MS = 45_000;

export type Session = {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Uncaught errors of the page so far. */
  readonly errors: readonly string[];
};

type StartOptions = {
  /** Files and folders named on the command line. */
  readonly paths?: readonly string[];
  readonly theme?: "light" | "dark";
  /** Shows the introduction, as at the very first start. */
  readonly firstTime?: boolean;
  /** Further environment variables. */
  readonly env?: Readonly<Record<string, string>>;
};

type Journey = {
  /** The user's data folder of this journey, empty at first. */
  readonly dataFolder: string;
  /** The folder of this journey for what the app writes for a while only. */
  readonly temporary: string;
  /** What must not come out; all that the app wrote is searched for it when the journey has ended. */
  readonly planted: Planted;
  /** Starts the app on that folder; it is closed when the journey ends. */
  readonly start: (options?: StartOptions) => Promise<Session>;
  /** Fills the data folder with a workspace that holds a year of costs. */
  readonly withYear: () => Promise<void>;
};

type Shared = {
  readonly bills: Bills;
  /** A data folder that `withYear` copies. */
  readonly yearFolder: string;
};

export const test = base.extend<Journey, Shared>({
  bills: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern which fixtures are wanted.
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), "bills-"));
      await use(await writeBills(folder, TODAY));
      await rm(folder, { recursive: true, force: true });
    },
    { scope: "worker", timeout: 120_000 },
  ],
  yearFolder: [
    async ({ bills }, use) => {
      const folder = await mkdtemp(join(tmpdir(), "cloudspend-year-"));
      await importYear(folder, bills.year);
      await use(folder);
      await rm(folder, { recursive: true, force: true });
    },
    { scope: "worker", timeout: 120_000 },
  ],
  // oxlint-disable-next-line no-empty-pattern -- as above
  dataFolder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "cloudspend-"));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  withYear: async ({ dataFolder, yearFolder }, use) => {
    await use(() => cp(yearFolder, dataFolder, { recursive: true }));
  },
  // oxlint-disable-next-line no-empty-pattern -- as above
  temporary: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "cloudspend-temporary-"));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  planted: async ({ dataFolder, temporary }, use) => {
    const { leaks, ...planted } = plant();
    await use(planted);
    expect(await leaks({ dataFolder, temporary }), "what must stay in its place").toEqual([]);
  },
  start: async ({ dataFolder, temporary, planted }, use, testInfo) => {
    const sessions: Session[] = [];
    await use(async (options = {}) => {
      const env = { TMPDIR: temporary, ...planted.environment, ...options.env };
      const session = await launch(dataFolder, { ...options, env });
      sessions.push(session);
      return session;
    });
    for (const session of sessions) await end(session, testInfo);
    if (testInfo.status !== testInfo.expectedStatus) await keepLog(dataFolder, testInfo);
    expect(sessions.flatMap(({ errors }) => errors)).toEqual([]);
  },
});

async function importYear(folder: string, bills: string): Promise<void> {
  const { app, page } = await launch(folder, {});
  await imports(page).dropAndImport(bills);
  await app.close();
  await rm(join(folder, "browser"), { recursive: true, force: true });
}

async function launch(dataFolder: string, options: StartOptions = {}): Promise<Session> {
  const { paths = [], theme = "light", firstTime = false, env = {} } = options;
  if (!firstTime) await writePreferences(dataFolder, theme);
  const launchOnce = () =>
    _electron.launch({
      ...launchOptions(paths),
      env: { ...definedEnvironment(), ...env, CLOUDSPEND_DATA: dataFolder, CLOUDSPEND_TODAY: TODAY },
      timeout: LAUNCH_MS,
    });
  // Once in a few hundred starts Electron and the debugger that holds it wait for each other, before any code of the app runs.
  const app = await launchOnce().catch(launchOnce);
  const page = await app.firstWindow();
  const errors: string[] = [];
  page.setDefaultTimeout(ACTION_MS);
  page.on("pageerror", (error) => errors.push(error.stack ?? error.message));
  // By its tag: a dialog that is open from the start hides it from assistive technology.
  await expect(page.locator("main")).toBeVisible();
  return { app, page, errors };
}

function definedEnvironment(): Record<string, string> {
  const defined = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return Object.fromEntries(defined);
}

async function writePreferences(folder: string, theme: "light" | "dark"): Promise<void> {
  const preferences = { theme, onboardingDone: true, locale: "en-US", railCollapsed: false };
  await writeFile(join(folder, "preferences.json"), JSON.stringify(preferences));
}

async function end({ app, page }: Session, testInfo: TestInfo): Promise<void> {
  if (testInfo.status !== testInfo.expectedStatus && !page.isClosed()) {
    await page.screenshot({ path: testInfo.outputPath("window.png") }).catch(() => undefined);
  }
  await app.close().catch(() => undefined);
}

async function keepLog(dataFolder: string, testInfo: TestInfo): Promise<void> {
  const log = await readFile(join(dataFolder, "logs", "main.log"), "utf8").catch(() => "no log");
  await testInfo.attach("main.log", { body: log, contentType: "text/plain" });
}

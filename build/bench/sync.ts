import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { closedOptions } from "#core/sample/world.ts";
import { openBucket } from "../../electron/aws/bucket.ts";
import { startFakeAws } from "../../electron/aws/fake/fake-aws.fixture.ts";
import {
  BUCKET,
  emptyWorld,
  KEY_ID,
  putReport,
  REPORT,
  ROLE,
  SECRET,
} from "../../electron/aws/fake/deliver.fixture.ts";
import { openSession } from "../../electron/aws/identity/session.ts";
import { writeSample } from "../../electron/engine/sample/write-sample.ts";
import { run } from "../../electron/headless/run.ts";
import { download } from "../../electron/sync/download.ts";
import { runChild, startChild } from "./child.ts";
import { benchData } from "./data.ts";

export type SyncFigures = {
  readonly fresh: readonly {
    readonly downloadSeconds: number;
    readonly importSeconds: number;
    readonly syncSeconds: number;
  }[];
  readonly unchanged: { readonly periods: number; readonly requests: number; readonly seconds: number };
};

type SyncInput = {
  /** The report as it lies in the bucket. */
  readonly delivery: string;
  /** Where the step may write. */
  readonly folder: string;
  readonly endpoint: string;
};
type Seconds = { readonly seconds: number };

const MONTHS = 24;
const AT_ONCE = 4;

/** A fresh month, against its download and its import each done alone; then many months without news. */
export async function measureSync(
  root: string,
  size: { readonly rows: number; readonly seed: number; readonly runs: number },
): Promise<SyncFigures> {
  const data = await benchData(root, size);
  const fresh: SyncFigures["fresh"][number][] = [];
  await withAws(data.directory, root, async (input) => {
    for (let run = 1; run <= size.runs; run += 1) {
      process.stderr.write(`sync, run ${run} of ${size.runs}\n`);
      const { seconds: downloadSeconds } = await runChild<Seconds>("downloadAlone", input);
      const { seconds: importSeconds } = await runChild<Seconds>("importAlone", input);
      const { seconds: syncSeconds } = await runChild<Seconds>("syncFresh", input);
      fresh.push({ downloadSeconds, importSeconds, syncSeconds });
    }
  });
  const months = join(root, `months-${MONTHS}`);
  await rm(months, { recursive: true, force: true });
  await writeSample({
    directory: months,
    world: { ...closedOptions("2026-10", MONTHS), rows: MONTHS * 200, seed: String(size.seed) },
    format: "legacy",
  });
  const unchanged = await withAws(months, root, (input) =>
    runChild<SyncFigures["unchanged"]>("syncUnchanged", input),
  );
  return { fresh, unchanged };
}

/** With an AWS in a process of its own, as its work is not ours. */
async function withAws<T>(
  delivery: string,
  root: string,
  work: (input: SyncInput) => Promise<T>,
): Promise<T> {
  const folder = join(root, "sync");
  await mkdir(folder, { recursive: true });
  const server = startChild("serveAws", { delivery });
  try {
    const endpoint = await new Promise<string>((resolve) =>
      server.stdout.once("data", (line: Buffer) => resolve(line.toString().trim())),
    );
    return await work({ delivery, folder, endpoint });
  } finally {
    server.kill();
  }
}

export async function serveAws({ delivery }: Pick<SyncInput, "delivery">): Promise<object> {
  const world = emptyWorld("bench");
  await putReport(world, delivery);
  const { endpoint } = await startFakeAws(world);
  process.stdout.write(`${endpoint}\n`);
  return new Promise(() => undefined);
}

/** The files of the newest version of the month, one after the other in as many lanes as a sync has. */
export async function downloadAlone({ folder, endpoint }: SyncInput): Promise<Seconds> {
  const directory = join(folder, "downloaded");
  await rm(directory, { recursive: true, force: true });
  const session = openSession({
    access: { type: "iam-user", base: { kind: "keys" } },
    keys: async () => ({ accessKeyId: KEY_ID, secretAccessKey: SECRET, sessionToken: null }),
    settings: { endpoint },
    workedBefore: false,
    surroundings: { region: null, signIn: null },
  });
  const started = performance.now();
  const bucket = openBucket(session, {
    bucket: BUCKET,
    region: "us-east-1",
    guess: null,
    requesterPays: false,
  });
  const { objects } = await bucket.list(`cost/${REPORT}/`);
  const queue = objects.filter(({ key }) => key.endsWith(".csv.gz"));
  const { signal } = new AbortController();
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const path = join(directory, next.key.split("/").at(-1) ?? "");
      await download({ bucket, object: next, path, signal, onBytes: () => undefined });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return { seconds: (performance.now() - started) / 1_000 };
}

export async function importAlone({ delivery, folder }: SyncInput): Promise<Seconds> {
  const workspace = await emptyWorkspace(folder);
  return timed(() => cloudspend(folder, "import", delivery, "--workspace", workspace));
}

export async function syncFresh(input: SyncInput): Promise<Seconds> {
  const workspace = await connected(input);
  return timed(() => cloudspend(input.folder, "sync", "--workspace", workspace));
}

/** The second of two syncs. It is timed as a whole, the start of the engine included. */
export async function syncUnchanged(input: SyncInput): Promise<SyncFigures["unchanged"]> {
  const workspace = await connected(input);
  await cloudspend(input.folder, "sync", "--workspace", workspace);
  let answer = "";
  const { seconds } = await timed(async () => {
    answer = await cloudspend(input.folder, "sync", "--workspace", workspace, "--json");
  });
  const { requests, unchanged } = JSON.parse(answer);
  return { periods: unchanged, requests, seconds };
}

async function emptyWorkspace(folder: string): Promise<string> {
  const workspace = join(folder, "workspace");
  await rm(workspace, { recursive: true, force: true });
  return workspace;
}

/** A workspace in which the report's account is connected and nothing is synced yet. */
async function connected({ folder, endpoint }: SyncInput): Promise<string> {
  Object.assign(process.env, {
    CLOUDSPEND_AWS_ENDPOINT: endpoint,
    AWS_ACCESS_KEY_ID: KEY_ID,
    AWS_SECRET_ACCESS_KEY: SECRET,
  });
  const workspace = await emptyWorkspace(folder);
  const file = join(folder, "account.json");
  const account = {
    displayName: "Bench",
    accessType: "iam-role",
    roleArn: ROLE,
    externalId: "bench",
    reportName: REPORT,
  };
  await writeFile(file, JSON.stringify(account));
  await cloudspend(folder, "connect", file, "--workspace", workspace);
  return workspace;
}

async function timed(work: () => Promise<unknown>): Promise<Seconds> {
  const started = performance.now();
  await work();
  return { seconds: (performance.now() - started) / 1_000 };
}

async function cloudspend(directory: string, ...argv: readonly string[]): Promise<string> {
  let out = "";
  let err = "";
  const code = await run(argv, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    isInteractive: false,
    columns: 80,
    signal: new AbortController().signal,
    now: () => new Date(),
    wait: () => Promise.resolve(),
    directory,
    consoleProgram: "",
    printPdf: null,
  });
  if (code !== 0) throw new Error(err);
  return out;
}

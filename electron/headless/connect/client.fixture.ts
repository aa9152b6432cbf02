import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, vi } from "vitest";
import { formatScaled, parseScaled } from "#core/money/decimal.ts";
import type { SampleTotals } from "#core/sample/totals.ts";
import { startFakeAws, type FakeAws } from "../../aws/fake/fake-aws.fixture.ts";
import {
  deliverTo,
  emptyWorld,
  KEY_ID,
  REPORT,
  ROLE,
  SECRET,
  type Delivery,
} from "../../aws/fake/deliver.fixture.ts";
import type { FakePrincipal } from "../../aws/fake/world.fixture.ts";
import { cloudspend, type Ran } from "../cloudspend.fixture.ts";
import type { Terminal } from "../terminal.ts";

export const EXTERNAL_ID = "5f0a1c1e-7c1e-4e0e-9a55-000000000001";

export const ROLE_ACCOUNT = {
  displayName: "Client",
  accessType: "iam-role",
  baseIdentity: { environment: true },
  roleArn: ROLE,
  externalId: EXTERNAL_ID,
  accountType: "management",
  reportName: REPORT,
};

type Json = ReturnType<typeof JSON.parse>;

/** A consultant's computer, and the AWS of a client. */
export type Client = {
  readonly aws: FakeAws;
  /** Files of this test. */
  readonly folder: string;
  readonly workspace: string;
  /** Who signs at first. */
  readonly ana: FakePrincipal;
  /** Puts months of the sample company into the bucket, the last of them March 2024. */
  deliver(months: number, more?: Partial<Delivery>): Promise<SampleTotals>;
  /** Runs `cloudspend connect` with a file of this content. */
  connect(account: object): Promise<Ran>;
  run(...argv: readonly string[]): Promise<Ran>;
  /** Like `run`, with another terminal, e.g. one that is interrupted. */
  runIn(terminal: Partial<Terminal>, ...argv: readonly string[]): Promise<Ran>;
  /** Runs a command that has to work, for its document. */
  json(...argv: readonly string[]): Promise<Json>;
};

export const test = base.extend<{ client: Client }>({
  // oxlint-disable-next-line no-empty-pattern -- Vitest reads from the pattern which fixtures are wanted.
  client: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "connect-"));
    const aws = await startFakeAws(emptyWorld(EXTERNAL_ID));
    vi.stubEnv("CLOUDSPEND_AWS_ENDPOINT", aws.endpoint);
    vi.stubEnv("AWS_ACCESS_KEY_ID", KEY_ID);
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", SECRET);
    vi.stubEnv("AWS_CONFIG_FILE", join(folder, "config"));
    vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", join(folder, "credentials"));
    await use(clientOf(aws, folder));
    vi.unstubAllEnvs();
    await aws.close();
    await rm(folder, { recursive: true, force: true });
  },
});

function clientOf(aws: FakeAws, folder: string): Client {
  const workspace = join(folder, "workspace");
  const runIn: Client["runIn"] = (terminal, ...argv) =>
    cloudspend([...argv, "--workspace", workspace, "--json"], { directory: folder, ...terminal });
  const run: Client["run"] = (...argv) => runIn({}, ...argv);
  const [ana] = aws.world.principals;
  if (ana === undefined) throw new Error("somebody signs");
  return {
    aws,
    folder,
    workspace,
    ana,
    deliver: (months, more = {}) =>
      deliverTo(aws.world, {
        directory: join(folder, `made-${JSON.stringify([months, more]).replaceAll(/\W+/g, "-")}`),
        lastPeriod: "2024-03",
        months,
        rows: months * 1_200,
        seed: "first",
        ...more,
      }),
    async connect(account) {
      const file = join(folder, "account.json");
      await writeFile(file, JSON.stringify(account));
      return run("connect", file);
    },
    run,
    runIn,
    async json(...argv) {
      const { code, out, err } = await run(...argv);
      if (code !== 0) throw new Error(`${argv.join(" ")} ended with ${code}: ${err}`);
      return JSON.parse(out);
    },
  };
}

/** The lines of a check list that failed. */
export function failedChecks({ out }: Ran): readonly { readonly id: string; readonly code: string }[] {
  return JSON.parse(out).checks.filter(({ ok }: { ok: boolean }) => !ok);
}

/** Unblended cost per billing period, as a sync tells it and as the sample knows it. */
export function costsOf(synced: Json): Readonly<Record<string, string>> {
  return Object.fromEntries(
    synced.periods.map((p: { billingPeriod: string; unblended: string }) => [p.billingPeriod, p.unblended]),
  );
}

export function ownCosts({ byPeriod }: SampleTotals, metric = "unblended"): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(byPeriod).map(([period, { metrics }]) => [
      period,
      formatScaled(parseScaled(metrics[metric] ?? "0") ?? 0n),
    ]),
  );
}

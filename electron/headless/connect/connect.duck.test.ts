import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { SampleTotals } from "#core/sample/totals.ts";
import { formatScaled, parseScaled } from "#core/money/decimal.ts";
import { startFakeAws, type FakeAws, type FakeWorld } from "../../aws/fake-aws.fixture.ts";
import {
  CLIENT,
  CONSULTANT,
  deliverTo,
  emptyWorld,
  KEY_ID,
  REPORT,
  ROLE,
  SECRET,
} from "../../aws/fake-delivery.fixture.ts";
import { cloudspend, type Ran } from "../cloudspend.fixture.ts";

const EXTERNAL_ID = "5f0a1c1e-7c1e-4e0e-9a55-000000000001";

let folder = "";
let aws: FakeAws;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "connect-"));
  aws = await startFakeAws(emptyWorld(EXTERNAL_ID));
  vi.stubEnv("CLOUDSPEND_AWS_ENDPOINT", aws.endpoint);
  vi.stubEnv("AWS_ACCESS_KEY_ID", KEY_ID);
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", SECRET);
  vi.stubEnv("AWS_CONFIG_FILE", join(folder, "no-config"));
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", join(folder, "no-credentials"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await aws.close();
  await rm(folder, { recursive: true, force: true });
});

/** Puts months of the sample company into the bucket. */
function deliver(months: number, rows = months * 1_200, seed = "first"): Promise<SampleTotals> {
  const directory = join(folder, `made-${months}-${seed}`);
  return deliverTo(aws.world, { directory, lastPeriod: "2024-03", months, rows, seed });
}

const ROLE_ACCOUNT = {
  displayName: "Client",
  accessType: "iam-role",
  baseIdentity: { environment: true },
  roleArn: ROLE,
  externalId: EXTERNAL_ID,
  accountType: "management",
  reportName: REPORT,
};

async function connect(account: object): Promise<Ran> {
  const file = join(folder, "account.json");
  await writeFile(file, JSON.stringify(account));
  return run("connect", file);
}

async function run(...argv: readonly string[]): Promise<Ran> {
  return cloudspend([...argv, "--workspace", join(folder, "workspace"), "--json"], { directory: folder });
}

const failedChecks = ({ out }: Ran): readonly { readonly id: string; readonly code: string }[] =>
  JSON.parse(out).checks.filter(({ ok }: { ok: boolean }) => !ok);

const canonical = (amount: string): string => formatScaled(parseScaled(amount) ?? 0n);

describe("a role, from nothing to costs", () => {
  test("connects, syncs to the sample's own totals, and syncs again without fetching", async () => {
    const totals = await deliver(3);
    const connected = await connect(ROLE_ACCOUNT);
    expect(connected).toMatchObject({ code: 0, err: "" });
    const { account, checks } = JSON.parse(connected.out);
    expect(account).toMatchObject({ displayName: "Client", accountId: CLIENT, status: "ok", error: null });
    expect(checks.map(({ id }: { id: string }) => id)).toEqual([
      "identity",
      "role",
      "externalId",
      "account",
      "report",
      "settings",
      "bucket",
      "manifest",
      "delivery",
    ]);

    const synced = await run("sync");
    expect(synced).toMatchObject({ code: 0, err: "" });
    const first = JSON.parse(synced.out);
    const sums = Object.fromEntries(
      first.periods.map((p: { billingPeriod: string; unblended: string }) => [p.billingPeriod, p.unblended]),
    );
    const own = Object.entries(totals.byPeriod).map(([period, { metrics }]) => [
      period,
      canonical(metrics["unblended"] ?? "0"),
    ]);
    expect(sums).toEqual(Object.fromEntries(own));
    expect(first.bytes).toBeGreaterThan(10_000);
    expect(await readdir(join(folder, "workspace", "downloads")).catch(() => [])).toEqual([]);

    aws.requests.length = 0;
    const again = JSON.parse((await run("sync")).out);
    expect(again).toMatchObject({ bytes: 0, unchanged: 3 });
    expect(again.periods).toEqual(first.periods);
    const s3 = aws.requests.filter(({ service }) => service === "s3");
    expect(s3).toHaveLength(1 + 3);
    expect(again.requests).toBe(aws.requests.length);

    const { accounts } = JSON.parse((await run("accounts")).out);
    expect(accounts).toMatchObject([{ displayName: "Client", status: "ok", error: null }]);
    expect(accounts[0].periods).toHaveLength(3);
    expect(accounts[0].lastSync).toMatch(/^2024-03-15T/);
  });

  test("asks only for the configured bucket, prefix and report", async () => {
    await deliver(1);
    aws.world.buckets.get("bills")?.set("other/secret.csv.gz", Buffer.from("x"));
    await connect(ROLE_ACCOUNT);
    await run("sync");
    const keys = aws.requests.filter(({ operation }) => operation === "GetObject").map(({ key }) => key);
    expect(keys.length).toBeGreaterThan(2);
    for (const key of keys) expect(key).toMatch(/^cost\/larkfield-cur\//);
  });

  test("a manifest that names something else is refused before anything is asked for", async () => {
    await deliver(1);
    await connect(ROLE_ACCOUNT);
    const objects = aws.world.buckets.get("bills");
    for (const [key, content] of objects ?? [])
      if (key.endsWith("-Manifest.json"))
        objects?.set(
          key,
          Buffer.from(
            content.toString().replaceAll(/"reportKeys":\s*\[[^\]]*\]/g, '"reportKeys":["other/x.csv.gz"]'),
          ),
        );
    aws.requests.length = 0;
    const synced = await run("sync");
    expect(synced.code).toBe(1);
    expect(synced.err).toMatch(/lies outside the configured report/);
    expect(aws.requests.some(({ key }) => key.startsWith("other/"))).toBe(false);
  });

  test("a cut connection goes on where it stopped", async () => {
    await deliver(1, 6_000);
    await connect(ROLE_ACCOUNT);
    aws.cutNext(20_000);
    const synced = await run("sync");
    expect(synced).toMatchObject({ code: 0, err: "" });
    const resumed = aws.requests.find(({ range }) => /bytes=[1-9]/.test(range));
    expect(resumed?.operation).toBe("GetObject");
  });

  test("a sync that was stopped goes on in another process without fetching twice", async () => {
    await deliver(1, 6_000);
    await connect(ROLE_ACCOUNT);
    aws.cutNext(20_000);
    const abort = new AbortController();
    const stopped = cloudspend(["sync", "--workspace", join(folder, "workspace"), "--json"], {
      directory: folder,
      signal: abort.signal,
    });
    await vi.waitFor(
      () => expect(aws.requests.some(({ key }) => key.endsWith(".csv.gz"))).toBe(true),
      20_000,
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    abort.abort();
    expect((await stopped).code).toBe(1);
    const left = await readdir(join(folder, "workspace", "downloads"), { recursive: true });
    expect(left.some((name) => name.endsWith(".part") || name.endsWith(".csv.gz"))).toBe(true);
    expect((await run("sync")).code).toBe(0);
    expect(aws.requests.some(({ range }) => /bytes=[1-9]/.test(range))).toBe(true);
  });

  test("a new delivery of a month takes the former one's place; moving the starting date re-reads and removes", async () => {
    await deliver(2);
    await connect(ROLE_ACCOUNT);
    const before = JSON.parse((await run("sync")).out);
    await deliver(2, 3_000, "second");
    const after = JSON.parse((await run("sync")).out);
    expect(after.periods).toHaveLength(2);
    expect(after.periods).not.toEqual(before.periods);

    await connect({ ...ROLE_ACCOUNT, startDate: "2024-03-10" });
    const late = JSON.parse((await run("sync")).out);
    expect(late.periods).toMatchObject([{ billingPeriod: "2024-03", from: "2024-03-10" }]);
    expect(late.periods[0].rows).toBeLessThan(after.periods[1].rows);

    await connect(ROLE_ACCOUNT);
    const whole = JSON.parse((await run("sync")).out);
    expect(whole.periods.map((p: { rows: number }) => p.rows)).toEqual(
      after.periods.map((p: { rows: number }) => p.rows),
    );
  });

  test("disconnecting keeps the costs unless they are to go as well", async () => {
    await deliver(1);
    await connect(ROLE_ACCOUNT);
    await run("sync");
    expect((await run("disconnect", "Client")).code).toBe(0);
    expect(JSON.parse((await run("accounts")).out).accounts).toEqual([]);
    expect(JSON.parse((await run("periods")).out).periods).toHaveLength(1);
    await connect(ROLE_ACCOUNT);
    await run("sync");
    expect((await run("disconnect", "Client", "--with-data")).code).toBe(0);
    expect(JSON.parse((await run("periods")).out).periods).toEqual([]);
  });
});

test("a linked account needs no right to ask for reports: bucket, prefix and name lead to it", async () => {
  await deliver(1);
  aws.world.roles = [
    {
      arn: ROLE,
      trusts: [CONSULTANT],
      externalId: EXTERNAL_ID,
      deny: ["cur:DescribeReportDefinitions", "bcm-data-exports:ListExports", "organizations:ListAccounts"],
    },
  ];
  const ran = await connect({
    ...ROLE_ACCOUNT,
    accountType: "linked",
    bucket: "bills",
    prefix: "cost",
    region: "us-east-1",
  });
  expect(ran).toMatchObject({ code: 0, err: "" });
  expect(JSON.parse((await run("sync")).out).periods).toHaveLength(1);
});

test("an IAM user's keys come from the environment", async () => {
  await deliver(1);
  aws.world.principals[0] = {
    arn: `arn:aws:iam::${CLIENT}:user/reader`,
    accessKeyId: KEY_ID,
    secretAccessKey: SECRET,
  };
  const { roleArn: _, externalId: __, ...user } = { ...ROLE_ACCOUNT, accessType: "iam-user" };
  const ran = await connect(user);
  expect(ran).toMatchObject({ code: 0, err: "" });
  expect(JSON.parse(ran.out).account.accountId).toBe(CLIENT);
});

describe("what does not work says so", { timeout: 60_000 }, () => {
  const ana = (): FakeWorld["principals"][number] | undefined => aws.world.principals[0];

  test.each<readonly [string, () => void, object, string, string]>([
    ["an unknown key", () => void (aws.world.principals = []), {}, "identity", "aws.unknown_key"],
    [
      "a wrong secret",
      () => {
        const user = ana();
        if (user !== undefined) user.secretAccessKey = "another";
      },
      {},
      "identity",
      "aws.wrong_secret",
    ],
    [
      "an expired session",
      () => {
        const user = ana();
        if (user !== undefined) user.expired = true;
      },
      {},
      "identity",
      "aws.session_expired",
    ],
    [
      "a role ARN that is none",
      () => undefined,
      { roleArn: "arn:aws:iam::111122223333:user/x" },
      "role",
      "account.invalid",
    ],
    ["a report of another name", () => undefined, { reportName: "renamed" }, "report", "aws.report_missing"],
    [
      "a delivery that fails on AWS's side",
      () => {
        aws.world.reports = aws.world.reports.map((report) => ({
          ...report,
          ReportStatus: { lastDelivery: "20240401T031500Z", lastStatus: "ERROR_PERMISSIONS" },
        }));
      },
      {},
      "report",
      "aws.delivery_failing",
    ],
    [
      "a bucket that is gone",
      () => {
        aws.world.buckets.clear();
      },
      {},
      "bucket",
      "aws.bucket_missing",
    ],
    [
      "no right to list",
      () => {
        aws.world.roles = aws.world.roles.map((role) => ({ ...role, deny: ["s3:ListBucket"] }));
      },
      {},
      "bucket",
      "aws.access_denied",
    ],
    [
      "files that may be seen and not opened",
      () => {
        aws.world.roles = aws.world.roles.map((role) => ({ ...role, deny: ["s3:GetObject"] }));
      },
      {},
      "manifest",
      "aws.access_denied",
    ],
    [
      "a key of KMS that may not be used",
      () => {
        aws.failNext("GetObject", {
          code: "AccessDenied",
          status: 403,
          message: "The ciphertext refers to a customer master key that does not exist",
        });
      },
      {},
      "manifest",
      "aws.key_denied",
    ],
    [
      "a clock that is off",
      () => aws.failNext("ListObjectsV2", { code: "RequestTimeTooSkewed", status: 403 }, 9),
      {},
      "bucket",
      "aws.clock_skew",
    ],
    [
      "a month in cold storage",
      () => aws.failNext("GetObject", { code: "InvalidObjectState", status: 403 }),
      {},
      "manifest",
      "aws.archived",
    ],
    [
      "a blocked account",
      () => aws.failNext("ListObjectsV2", { code: "AllAccessDisabled", status: 403 }),
      {},
      "bucket",
      "aws.account_blocked",
    ],
  ])("%s", async (_, arrange, change, id, code) => {
    await deliver(1);
    arrange();
    const ran = await connect({ ...ROLE_ACCOUNT, ...change });
    expect(ran.code).toBe(1);
    expect(failedChecks(ran)).toMatchObject([{ id, code }]);
    expect(ran.err).toMatch(/^cloudspend: Client: .+; .+\.\n$/);
    expect(ran.err + ran.out).not.toContain(SECRET);
    const { accounts } = JSON.parse((await run("accounts")).out);
    expect(accounts).toMatchObject([{ status: "configuration-error", error: { code } }]);
    expect(accounts[0].error.remedy).not.toBe("");
  });

  test.each([
    [
      "a wrong external id",
      { externalId: "another" },
      [{ arn: ROLE, trusts: [CONSULTANT], externalId: EXTERNAL_ID }],
    ],
    ["a role that is not there", {}, []],
    [
      "a role that trusts somebody else",
      {},
      [{ arn: ROLE, trusts: ["999999999999"], externalId: EXTERNAL_ID }],
    ],
  ])("%s is refused by AWS in one way, after patience with a new role", async (_, change, roles) => {
    await deliver(1);
    aws.world.roles = roles;
    const ran = await connect({ ...ROLE_ACCOUNT, ...change });
    expect(failedChecks(ran)).toMatchObject([{ id: "role", code: "aws.role_refused" }]);
    expect(ran.err).toMatch(/external id/);
    expect(aws.requests.filter(({ operation }) => operation === "AssumeRole")).toHaveLength(4);
  });

  test("a role that opens without its external id is a warning", async () => {
    await deliver(1);
    aws.world.roles = [{ arn: ROLE, trusts: [CONSULTANT], externalId: null }];
    const ran = await connect(ROLE_ACCOUNT);
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.out).checks).toContainEqual(
      expect.objectContaining({ id: "externalId", ok: true, code: "aws.role_open" }),
    );
  });

  test("a role deleted after it worked is told as such, and mended by a check", async () => {
    await deliver(1);
    await connect(ROLE_ACCOUNT);
    await run("sync");
    const roles = aws.world.roles;
    aws.world.roles = [];
    const synced = await run("sync");
    expect(synced.code).toBe(1);
    expect(synced.err).toMatch(/no longer lets/);
    expect(JSON.parse((await run("accounts")).out).accounts).toMatchObject([
      { status: "configuration-error" },
    ]);
    aws.world.roles = roles;
    expect((await run("check", "Client")).code).toBe(0);
    expect(JSON.parse((await run("accounts")).out).accounts).toMatchObject([{ status: "ok", error: null }]);
  });

  test("nothing delivered yet is waiting, not an error", async () => {
    await deliver(1);
    aws.world.buckets.get("bills")?.clear();
    const ran = await connect(ROLE_ACCOUNT);
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.out).account).toMatchObject({ status: "waiting", error: null });
  });

  test("without a network the account is as it was, and nothing is an error of it", async () => {
    await deliver(1);
    await connect(ROLE_ACCOUNT);
    await aws.close();
    const synced = await run("sync");
    expect(synced.code).toBe(1);
    expect(synced.err).toMatch(/cannot be reached/);
    expect(JSON.parse((await run("accounts")).out).accounts).toMatchObject([{ status: "ok", error: null }]);
  });

  test.each([
    [{ ...ROLE_ACCOUNT, secretAccessKey: SECRET }, /secret/],
    [{ ...ROLE_ACCOUNT, rolearn: ROLE }, /not known: rolearn/],
    [{ ...ROLE_ACCOUNT, reportName: undefined }, /"reportName" is missing/],
    [{ ...ROLE_ACCOUNT, accountType: "linked" }, /needs "bucket"/],
    [{ ...ROLE_ACCOUNT, startDate: "March" }, /"startDate" is not valid/],
  ])("a file that cannot be used: %#", async (account, problem) => {
    const ran = await connect(account);
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(problem);
    expect(ran.err).not.toContain(SECRET);
  });
});

import { describe, expect } from "vitest";
import { CLIENT, CONSULTANT, objectsOf, ROLE, SECRET } from "../../aws/fake/deliver.fixture.ts";
import { EXTERNAL_ID, failedChecks, ROLE_ACCOUNT, test, type Client } from "./client.fixture.ts";

type Trouble = {
  readonly arrange?: (client: Client) => void;
  /** In the account's file. */
  readonly change?: object;
  /** The check that fails, its code, and words the user reads. */
  readonly id: string;
  readonly code: string;
  readonly says: RegExp;
};

const denying = (...deny: readonly string[]) => {
  return ({ aws: { world } }: Client): void => {
    world.roles = world.roles.map((role) => ({ ...role, deny }));
  };
};
const answering = (operation: string, code: string, status: number, message?: string, times = 9) => {
  return ({ aws }: Client): void =>
    aws.failNext(operation, { code, status, ...(message === undefined ? {} : { message }) }, times);
};

const TROUBLES: Readonly<Record<string, Trouble>> = {
  "an access key that AWS does not know": {
    arrange: ({ aws }) => void (aws.world.principals = []),
    id: "identity",
    code: "aws.unknown_key",
    says: /does not know this access key/i,
  },
  "a secret of another key": {
    arrange: ({ ana }) => void (ana.secretAccessKey = "another"),
    id: "identity",
    code: "aws.wrong_secret",
    says: /secret/i,
  },
  "a session that has run out": {
    arrange: ({ ana }) => void (ana.expired = true),
    id: "identity",
    code: "aws.session_expired",
    says: /run out|expired/i,
  },
  "a clock that STS finds to be off": {
    arrange: answering(
      "GetCallerIdentity",
      "SignatureDoesNotMatch",
      403,
      "Signature expired: 20240101T000000Z",
    ),
    id: "identity",
    code: "aws.clock_skew",
    says: /clock/i,
  },
  "a region that is switched off": {
    arrange: answering("GetCallerIdentity", "RegionDisabledException", 403),
    id: "identity",
    code: "aws.region_disabled",
    says: /region/i,
  },
  "no such profile": {
    change: { baseIdentity: { profile: "gone" } },
    id: "identity",
    code: "aws.profile_missing",
    says: /profile/i,
  },
  "an ARN that is no role's": {
    change: { roleArn: "arn:aws:iam::111122223333:user/x" },
    id: "role",
    code: "account.invalid",
    says: /role/i,
  },
  "a role asked for longer than it allows": {
    arrange: answering("AssumeRole", "ValidationError", 400, "The requested DurationSeconds exceeds"),
    id: "role",
    code: "aws.request_invalid",
    says: /DurationSeconds/,
  },
  "a report of another name": {
    change: { reportName: "renamed" },
    id: "report",
    code: "aws.report_missing",
    says: /larkfield-cur/,
  },
  "no right to list reports": {
    arrange: denying("cur:DescribeReportDefinitions", "bcm-data-exports:ListExports"),
    id: "report",
    code: "aws.access_denied",
    says: /cur:DescribeReportDefinitions/,
  },
  "a delivery that AWS may not write": {
    arrange({ aws: { world } }) {
      const ReportStatus = { lastDelivery: "20240401T031500Z", lastStatus: "ERROR_PERMISSIONS" };
      world.reports = world.reports.map((report) => ({ ...report, ReportStatus }));
    },
    id: "report",
    code: "aws.delivery_failing",
    says: /ERROR_PERMISSIONS/,
  },
  "a delivery whose bucket AWS does not find": {
    arrange({ aws: { world } }) {
      const ReportStatus = { lastDelivery: "20240401T031500Z", lastStatus: "ERROR_NO_BUCKET" };
      world.reports = world.reports.map((report) => ({ ...report, ReportStatus }));
    },
    id: "report",
    code: "aws.delivery_failing",
    says: /ERROR_NO_BUCKET/,
  },
  "an export that is not healthy": {
    arrange({ aws: { world } }) {
      world.reports = [];
      const statement = "SELECT a FROM COST_AND_USAGE_REPORT";
      const unhealthy = { status: "UNHEALTHY", reason: "INSUFFICIENT_PERMISSION" };
      world.exports = [{ name: "larkfield-cur", bucket: "bills", prefix: "cost", statement, ...unhealthy }];
    },
    id: "report",
    code: "aws.delivery_failing",
    says: /INSUFFICIENT_PERMISSION/,
  },
  "an export whose account has another payer": {
    arrange({ aws: { world } }) {
      world.reports = [];
      const statement = "SELECT a FROM COST_AND_USAGE_REPORT";
      const unhealthy = { status: "UNHEALTHY", reason: "BILL_OWNER_CHANGED" };
      world.exports = [{ name: "larkfield-cur", bucket: "bills", prefix: "cost", statement, ...unhealthy }];
    },
    id: "report",
    code: "aws.delivery_failing",
    says: /BILL_OWNER_CHANGED/,
  },
  "a bucket that is gone": {
    arrange: ({ aws }) => aws.world.buckets.clear(),
    id: "bucket",
    code: "aws.bucket_missing",
    says: /no bucket named bills/,
  },
  "no right to look into the folder": {
    arrange: denying("s3:ListBucket"),
    id: "bucket",
    code: "aws.access_denied",
    says: /s3:ListBucket/,
  },
  "a requester who does not pay": {
    arrange({ aws: { world } }) {
      const bucket = world.buckets.get("bills");
      if (bucket !== undefined) bucket.requesterPays = true;
    },
    id: "bucket",
    code: "aws.access_denied",
    says: /s3:ListBucket/,
  },
  "a clock that S3 finds to be off": {
    arrange: answering("ListObjectsV2", "RequestTimeTooSkewed", 403),
    id: "bucket",
    code: "aws.clock_skew",
    says: /clock/i,
  },
  "a blocked account": {
    arrange: answering("ListObjectsV2", "AllAccessDisabled", 403),
    id: "bucket",
    code: "aws.account_blocked",
    says: /AWS Support/,
  },
  "an account with a problem": {
    arrange: answering("ListObjectsV2", "AccountProblem", 403),
    id: "bucket",
    code: "aws.account_blocked",
    says: /AWS Support/,
  },
  "a token that S3 does not take": {
    arrange: answering("ListObjectsV2", "InvalidToken", 400),
    id: "bucket",
    code: "aws.unknown_key",
    says: /access key/i,
  },
  "an AWS that asks to go slower, and again": {
    arrange: answering("ListObjectsV2", "SlowDown", 503),
    id: "bucket",
    code: "aws.throttled",
    says: /fewer requests/,
  },
  "files that may be seen and not opened": {
    arrange: denying("s3:GetObject"),
    id: "manifest",
    code: "aws.access_denied",
    says: /s3:GetObject/,
  },
  "files encrypted with a key that may not be used": {
    arrange: answering(
      "GetObject",
      "AccessDenied",
      403,
      "The ciphertext refers to a customer master key that does not exist",
      1,
    ),
    id: "manifest",
    code: "aws.key_denied",
    says: /kms:Decrypt/,
  },
  "a key of KMS that is disabled": {
    arrange: answering(
      "GetObject",
      "KMS.DisabledException",
      400,
      "arn:aws:kms:eu-west-1:111122223333:key/1234-ab is disabled.",
      1,
    ),
    id: "manifest",
    code: "aws.key_denied",
    says: /key\/1234-ab/,
  },
  "a month in cold storage": {
    arrange: answering("GetObject", "InvalidObjectState", 403, undefined, 1),
    id: "manifest",
    code: "aws.archived",
    says: /cold storage/i,
  },
  "something AWS has never said before": {
    arrange: answering("GetObject", "TeapotException", 418, "short and stout", 1),
    id: "manifest",
    code: "aws.unexpected",
    says: /TeapotException/,
  },
};

describe("what does not work says so, and what to do", { timeout: 60_000 }, () => {
  test.for(Object.entries(TROUBLES))("%s", async ([, trouble], { client }) => {
    await client.deliver(1);
    trouble.arrange?.(client);
    const ran = await client.connect({ ...ROLE_ACCOUNT, ...trouble.change });
    const { id, code } = trouble;
    expect(ran.code).toBe(1);
    expect(failedChecks(ran)).toMatchObject([{ id, code }]);
    expect(ran.err).toMatch(/^cloudspend: Client: .+; .+\.\n$/);
    expect(ran.err).toMatch(trouble.says);
    expect(ran.err + ran.out).not.toContain(SECRET);
    const { accounts } = await client.json("accounts");
    expect(accounts).toMatchObject([{ status: "configuration-error", error: { code } }]);
    expect(accounts[0].error.remedy).not.toBe("");
  });

  test.for([
    ["a wrong external id", { externalId: "another" }, { trusts: [CONSULTANT], externalId: EXTERNAL_ID }],
    ["no external id", { externalId: null }, { trusts: [CONSULTANT], externalId: EXTERNAL_ID }],
    ["a role that trusts somebody else", {}, { trusts: ["999999999999"], externalId: EXTERNAL_ID }],
    [
      "a role whose name is spelt otherwise",
      {
        roleArn: ROLE.toUpperCase()
          .replace(/^ARN:AWS:IAM/, "arn:aws:iam")
          .replace("ROLE/", "role/"),
      },
      { trusts: [CONSULTANT], externalId: EXTERNAL_ID },
    ],
    ["a role that is not there", {}, null],
  ] as const)(
    "%s: AWS refuses in one way, after patience with a new role",
    async ([, change, role], { client }) => {
      await client.deliver(1);
      client.aws.world.roles =
        role === null ? [] : [{ arn: ROLE, trusts: role.trusts, externalId: role.externalId }];
      const ran = await client.connect({ ...ROLE_ACCOUNT, ...change });
      expect(failedChecks(ran)).toMatchObject([{ id: "role", code: "aws.role_refused" }]);
      expect(ran.err).toMatch(/external id/);
      expect(ran.err + ran.out).toContain(`arn:aws:iam::${CONSULTANT}:user/ana`);
      expect(client.aws.requests.filter(({ operation }) => operation === "AssumeRole")).toHaveLength(4);
    },
  );

  test("a role made seconds ago is asked for until AWS knows it", async ({ client }) => {
    const { aws, deliver, connect } = client;
    await deliver(1);
    const message = `User: arn:aws:iam::${CONSULTANT}:user/ana is not authorized to perform: sts:AssumeRole`;
    aws.failNext("AssumeRole", { code: "AccessDenied", status: 403, message }, 2);
    expect((await connect(ROLE_ACCOUNT)).code).toBe(0);
  });

  test("a role that opens without its external id is a warning", async ({ client }) => {
    await client.deliver(1);
    client.aws.world.roles = [{ arn: ROLE, trusts: [CONSULTANT], externalId: null }];
    const ran = await client.connect(ROLE_ACCOUNT);
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.out).checks).toContainEqual(
      expect.objectContaining({ id: "externalId", ok: true, code: "aws.role_open" }),
    );
  });

  test("a daily report without resource ids is judged, and used", async ({ client }) => {
    const { aws, deliver, connect } = client;
    await deliver(1);
    aws.world.reports = aws.world.reports.map((report) => ({
      ...report,
      TimeUnit: "DAILY",
      AdditionalSchemaElements: [],
    }));
    const ran = await connect(ROLE_ACCOUNT);
    expect(ran.code).toBe(0);
    const settings = JSON.parse(ran.out).checks.find(({ id }: { id: string }) => id === "settings");
    expect(settings.message + settings.remedy).toMatch(/daily/);
    expect(settings.message + settings.remedy).toMatch(/resource ids/);
  });

  test("nothing delivered yet is waiting, not an error", async ({ client }) => {
    const { aws, deliver, connect } = client;
    await deliver(1);
    objectsOf(aws.world).clear();
    const ran = await connect(ROLE_ACCOUNT);
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.out).account).toMatchObject({ status: "waiting", error: null });
  });

  test("a requester who pays is let in", async ({ client }) => {
    const { aws, deliver, connect, json } = client;
    await deliver(1);
    const bucket = aws.world.buckets.get("bills");
    if (bucket !== undefined) bucket.requesterPays = true;
    expect((await connect({ ...ROLE_ACCOUNT, requesterPays: true })).code).toBe(0);
    expect((await json("sync")).periods).toHaveLength(1);
  });

  test("a bucket in another region than the report says is followed there", async ({ client }) => {
    const { aws, deliver, connect, json } = client;
    await deliver(1);
    const bucket = aws.world.buckets.get("bills");
    if (bucket !== undefined) bucket.region = "ap-southeast-2";
    expect(await connect(ROLE_ACCOUNT)).toMatchObject({ code: 0, err: "" });
    expect((await json("sync")).periods).toHaveLength(1);
  });
});

describe("what worked before", { timeout: 60_000 }, () => {
  test("a role deleted since is told as such, and mended by a check", async ({ client }) => {
    const { aws, deliver, connect, run, json } = client;
    await deliver(1);
    await connect(ROLE_ACCOUNT);
    await json("sync");
    const roles = aws.world.roles;
    aws.world.roles = [];
    const synced = await run("sync");
    expect(synced.code).toBe(1);
    expect(synced.err).toMatch(/no longer lets/);
    expect((await json("accounts")).accounts).toMatchObject([{ status: "configuration-error" }]);
    aws.world.roles = roles;
    await json("check", "Client");
    expect((await json("accounts")).accounts).toMatchObject([{ status: "ok", error: null }]);
  });

  test("a renamed report keeps the costs and names the reports there are", async ({ client }) => {
    const { aws, deliver, connect, run, json } = client;
    await deliver(1);
    await connect(ROLE_ACCOUNT);
    await json("sync");
    aws.world.reports = aws.world.reports.map((report) => ({ ...report, ReportName: "costs-2024" }));
    const synced = await run("sync");
    expect(synced.code).toBe(1);
    expect(synced.err).toMatch(/costs-2024/);
    expect(synced.err).toContain(CLIENT);
    const { accounts } = await json("accounts");
    expect(accounts).toMatchObject([
      { status: "configuration-error", error: { code: "aws.report_missing" } },
    ]);
    expect((await json("periods")).periods).toHaveLength(1);
  });

  test("a month that lost a file keeps what was read of it, and the others go on", async ({ client }) => {
    const { aws, deliver, connect, run, json } = client;
    await deliver(2);
    await connect(ROLE_ACCOUNT);
    const before = await json("sync");
    await deliver(2, { seed: "second" });
    const objects = objectsOf(aws.world);
    const files = [...objects.keys()].filter((key) => /20240301-.*\.csv\.gz$/.test(key)).toSorted();
    const listed = JSON.parse(
      objects.get("cost/larkfield-cur/20240301-20240401/larkfield-cur-Manifest.json")?.toString() ?? "{}",
    ).reportKeys;
    expect(files.length).toBeGreaterThan(listed.length);
    objects.delete(listed[0]);
    const synced = await run("sync");
    expect(synced.code).toBe(1);
    expect(synced.err).toMatch(/larkfield-cur-00001\.csv\.gz/);
    const held = (await json("periods")).periods;
    expect(held).toHaveLength(2);
    expect(held[1]).toEqual(before.periods[1]);
    expect(held[0]).not.toEqual(before.periods[0]);
  });

  test("without a network the account is as it was, and nothing is an error of it", async ({ client }) => {
    const { aws, deliver, connect, run, json } = client;
    await deliver(1);
    await connect(ROLE_ACCOUNT);
    aws.unplug(true);
    const synced = await run("sync");
    expect(synced.code).toBe(1);
    expect(synced.err).toMatch(/cannot be reached/);
    expect((await json("accounts")).accounts).toMatchObject([{ status: "ok", error: null }]);
    aws.unplug(false);
    expect((await json("sync")).periods).toHaveLength(1);
  });
});

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Check, CheckId } from "#core/account/check.ts";
import type { CostAccount } from "#core/account/cost-account.ts";
import type { Failure } from "#core/result/failure.ts";
import { ended } from "../accounts/accounts.ts";
import { checkAccount } from "./check-account.ts";
import { startFakeAws, type FakeAws } from "./fake/fake-aws.fixture.ts";
import {
  BUCKET,
  emptyWorld,
  KEY_ID,
  objectsOf,
  putManifest,
  REPORT,
  ROLE,
  SECRET,
} from "./fake/deliver.fixture.ts";

let aws: FakeAws;
beforeEach(async () => {
  aws = await startFakeAws(emptyWorld("id-1"));
  putManifest(aws.world);
});
afterEach(() => aws.close());

const ACCOUNT: CostAccount = {
  id: "a1",
  displayName: "Client",
  access: { type: "iam-role", base: { kind: "keys" }, roleArn: ROLE, externalId: "id-1" },
  accountType: "management",
  reportName: REPORT,
  location: null,
  requesterPays: false,
  startDate: null,
  place: { type: "local" },
  createdAt: "2024-03-01T00:00:00Z",
  link: null,
};

async function checksOf(account: Partial<CostAccount> = {}): Promise<readonly Check[]> {
  const { checks } = await ended(
    checkAccount({
      account: { ...ACCOUNT, ...account },
      keys: async () => ({ accessKeyId: KEY_ID, secretAccessKey: SECRET, sessionToken: null }),
      settings: { endpoint: aws.endpoint },
      workedBefore: false,
      checkLink: null,
      patience: [],
      wait: () => Promise.resolve(),
    }),
  );
  return checks;
}

type Row = readonly [
  awsCode: string,
  status: number,
  operation: string,
  check: CheckId,
  code: Failure["code"],
  /** Of the sentence the user reads: what happened, and what to do. */
  message: RegExp,
  remedy: RegExp,
  /** What AWS says beside the code. */
  text?: string,
];

const STS = "GetCallerIdentity";
const CUR = "DescribeReportDefinitions";
const LIST = "ListObjectsV2";
const GET = "GetObject";
const NEW_KEY = /Make a new access key/;
const PASTE = /without spaces around them, and check the clock/;
const POLICY = /copy the read policy again/;
const CLOCK = /Set the clock/;
const SIGN_IN = /Sign in again or enter fresh credentials/;
const WAIT = /Wait a minute/;
const OTHER_REGION = /Use another region, or switch it on/;
const SUPPORT = /Ask AWS Support/;
const DECRYPT = /Allow kms:Decrypt on that key/;

/** Every error of AWS by its name, in the service that has it by that name. */
const ERRORS: readonly Row[] = [
  ["InvalidClientTokenId", 403, STS, "identity", "aws.unknown_key", /does not know this access key/, NEW_KEY],
  ["InvalidAccessKeyId", 403, LIST, "bucket", "aws.unknown_key", /does not know this access key/, NEW_KEY],
  [
    "UnrecognizedClientException",
    400,
    CUR,
    "report",
    "aws.unknown_key",
    /does not know this access key/,
    NEW_KEY,
  ],
  ["InvalidToken", 400, LIST, "bucket", "aws.unknown_key", /does not know this access key/, NEW_KEY],
  [
    "SignatureDoesNotMatch",
    403,
    STS,
    "identity",
    "aws.wrong_secret",
    /does not belong to this access key ID/,
    PASTE,
  ],
  [
    "SignatureDoesNotMatch",
    403,
    LIST,
    "bucket",
    "aws.wrong_secret",
    /does not belong to this access key ID/,
    PASTE,
  ],
  [
    "InvalidSignatureException",
    400,
    CUR,
    "report",
    "aws.wrong_secret",
    /does not belong to this access key ID/,
    PASTE,
  ],
  ["ExpiredToken", 403, STS, "identity", "aws.session_expired", /sign-in to AWS has run out/, SIGN_IN],
  ["ExpiredToken", 400, LIST, "bucket", "aws.session_expired", /sign-in to AWS has run out/, SIGN_IN],
  ["ExpiredTokenException", 400, CUR, "report", "aws.session_expired", /sign-in to AWS has run out/, SIGN_IN],
  [
    "AccessDenied",
    403,
    "AssumeRole",
    "role",
    "aws.role_refused",
    /does not let .+ assume the role arn:aws:iam::111122223333:role\/costs/,
    /external id.+account it trusts.+letter by letter.+sts:AssumeRole.+seconds ago/,
  ],
  [
    "AccessDenied",
    403,
    LIST,
    "bucket",
    "aws.access_denied",
    /s3:ListBucket on s3:\/\/bills\/cost\/larkfield-cur\//,
    POLICY,
  ],
  ["AccessDenied", 403, GET, "manifest", "aws.access_denied", /s3:GetObject on s3:\/\/bills\/cost/, POLICY],
  ["AccessDeniedException", 400, CUR, "report", "aws.access_denied", /cur:DescribeReportDefinitions/, POLICY],
  [
    "SignatureDoesNotMatch",
    403,
    STS,
    "identity",
    "aws.clock_skew",
    /more than 15 minutes off/,
    CLOCK,
    "Signature expired: 20240101T000000Z is now earlier than 20240101T001500Z",
  ],
  [
    "SignatureDoesNotMatch",
    403,
    STS,
    "identity",
    "aws.clock_skew",
    /more than 15 minutes off/,
    CLOCK,
    "Signature not yet current: 20240101T001500Z",
  ],
  ["RequestTimeTooSkewed", 403, LIST, "bucket", "aws.clock_skew", /more than 15 minutes off/, CLOCK],
  ["RequestExpired", 400, CUR, "report", "aws.clock_skew", /more than 15 minutes off/, CLOCK],
  [
    "RegionDisabledException",
    403,
    STS,
    "identity",
    "aws.region_disabled",
    /us-east-1 is not switched on/,
    OTHER_REGION,
  ],
  [
    "IllegalLocationConstraintException",
    400,
    LIST,
    "bucket",
    "aws.region_disabled",
    /is not switched on/,
    OTHER_REGION,
  ],
  ["Throttling", 400, STS, "identity", "aws.throttled", /asks for fewer requests/, WAIT],
  ["SlowDown", 503, LIST, "bucket", "aws.throttled", /asks for fewer requests/, WAIT],
  ["ServiceUnavailable", 503, LIST, "bucket", "aws.throttled", /asks for fewer requests/, WAIT],
  ["ThrottlingException", 400, CUR, "report", "aws.throttled", /asks for fewer requests/, WAIT],
  ["TooManyRequestsException", 400, CUR, "report", "aws.throttled", /asks for fewer requests/, WAIT],
  [
    "NoSuchBucket",
    404,
    LIST,
    "bucket",
    "aws.bucket_missing",
    /no bucket named bills/,
    /Billing and Cost Management, Data Exports/,
  ],
  [
    "NoSuchKey",
    404,
    GET,
    "manifest",
    "aws.object_missing",
    /larkfield-cur-Manifest\.json is not in the bucket bills/,
    /next delivery, or check that no lifecycle rule/,
  ],
  [
    "AccessDenied",
    403,
    GET,
    "manifest",
    "aws.key_denied",
    /encrypted with a KMS key/,
    DECRYPT,
    "The ciphertext refers to a customer master key that does not exist",
  ],
  [
    "KMS.DisabledException",
    400,
    GET,
    "manifest",
    "aws.key_denied",
    /key\/12-ab/,
    DECRYPT,
    "arn:aws:kms:eu-west-1:111122223333:key/12-ab is disabled.",
  ],
  ["AllAccessDisabled", 403, LIST, "bucket", "aws.account_blocked", /has blocked/, SUPPORT],
  ["AccountProblem", 403, LIST, "bucket", "aws.account_blocked", /has blocked/, SUPPORT],
  [
    "InvalidObjectState",
    403,
    GET,
    "manifest",
    "aws.archived",
    /cold storage/,
    /Restore it in S3, or choose a later bill processing starting date/,
  ],
  [
    "ValidationError",
    400,
    "AssumeRole",
    "role",
    "aws.request_invalid",
    /DurationSeconds exceeds/,
    /Correct the role ARN and the external id/,
    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
  ],
  [
    "AuthorizationHeaderMalformed",
    400,
    LIST,
    "bucket",
    "aws.wrong_region",
    /bills is in the region eu-west-1/,
    /Enter that region, or leave the region empty/,
    "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'",
  ],
  [
    "PermanentRedirect",
    301,
    LIST,
    "bucket",
    "aws.wrong_region",
    /bills is in another region/,
    /Enter the region S3 shows for it/,
  ],
];

describe("every error of AWS, by its name and in its service", () => {
  test.for(ERRORS)(
    "%s (%i) to %s: the check %s says %s and what to do",
    async ([awsCode, status, operation, id, code, message, remedy, text]) => {
      const told = text === undefined ? {} : { message: text };
      aws.failNext(operation, { code: awsCode, status, ...told }, 9);
      const check = (await checksOf()).find(({ outcome }) => outcome === "failed");
      expect(check).toMatchObject({
        id,
        failure: { code, params: { origin: { awsCode, requestId: "request-1" } } },
      });
      expect(check?.message).toMatch(message);
      expect(check?.remedy).toMatch(remedy);
      expect(`${check?.message} ${check?.remedy}`).not.toContain(SECRET);
    },
  );
});

describe("what no error of AWS stands for", () => {
  const outcomes = (checks: readonly Check[]): Readonly<Record<string, string>> =>
    Object.fromEntries(checks.map(({ id, outcome }) => [id, outcome]));

  test("all is well", async () => {
    const checks = await checksOf();
    expect(outcomes(checks)).toEqual({
      link: "skipped",
      identity: "ok",
      role: "ok",
      externalId: "ok",
      account: "ok",
      report: "ok",
      settings: "ok",
      bucket: "ok",
      manifest: "ok",
      delivery: "ok",
    });
    expect(checks.find(({ id }) => id === "bucket")?.message).toContain("us-east-1");
  });

  test("what is found is told: settings, files, region, the newest month and the last delivery", async () => {
    const messages = (await checksOf()).slice(-4).map(({ message }) => message);
    expect(messages).toEqual([
      "The report is hourly, has resource ids and comes as gzip CSV.",
      "The bucket bills can be read; it lies in us-east-1.",
      "The manifest of 2024-03 lists 1 file.",
      "AWS has delivered this report, last on 2024-04-01 at 03:15 UTC.",
    ]);
  });

  test("settings that show less are warnings, and each is named", async () => {
    aws.world.reports = aws.world.reports.map((report) => ({
      ...report,
      TimeUnit: "MONTHLY",
      Compression: "LZMA",
      AdditionalSchemaElements: [],
    }));
    const check = (await checksOf()).find(({ id }) => id === "settings");
    expect(check?.outcome).toBe("warning");
    expect(check?.message).toMatch(/monthly.+resource ids.+form that this app may not read/);
  });

  test.each([
    ["no JSON", "<html>", /cannot be understood at JSON/],
    ["something else", "{}", /cannot be understood at reportKeys/],
  ])("a manifest that is %s is not taken for one", async (_, text, words) => {
    for (const key of objectsOf(aws.world).keys()) objectsOf(aws.world).set(key, Buffer.from(text));
    const failed = (await checksOf()).find(({ outcome }) => outcome === "failed");
    expect(failed?.id).toBe("manifest");
    expect(failed?.message).toMatch(words);
  });

  test("manifests of single versions are found where none lies on top", async () => {
    const objects = objectsOf(aws.world);
    const [[key, text] = ["", Buffer.alloc(0)]] = objects;
    objects.clear();
    objects.set(
      key.replace(/[^/]+$/, (file) => `20240401T000000Z/${file}`),
      text,
    );
    expect((await checksOf()).at(-1)).toMatchObject({ id: "delivery", outcome: "ok" });
  });

  test.each([
    ["any external id", null, /Add the condition sts:ExternalId to its trust policy/],
    ["its own alone", "id-1", /^$/],
  ] as const)("a role that opens with %s", async (_, externalId, remedy) => {
    aws.world.roles = aws.world.roles.map((role) => ({ ...role, externalId }));
    const check = (await checksOf()).find(({ id }) => id === "externalId");
    expect(check?.outcome).toBe(externalId === null ? "warning" : "ok");
    expect(check?.remedy).toMatch(remedy);
  });

  test("a report that is not there names those that are", async () => {
    const failed = (await checksOf({ reportName: "renamed" })).find(({ outcome }) => outcome === "failed");
    expect(failed?.message).toBe('Account 111122223333 has no report named "renamed".');
    expect(failed?.remedy).toBe(`Choose one of its reports: ${REPORT}.`);
  });

  test("nothing delivered yet waits for AWS", async () => {
    objectsOf(aws.world).clear();
    const last = (await checksOf()).at(-1);
    expect(last).toMatchObject({ id: "delivery", outcome: "warning" });
    expect(last?.remedy).toContain("within 24 hours");
  });

  test("a network that is away is said as such, with what to let through", async () => {
    aws.unplug(true);
    const failed = (await checksOf()).find(({ outcome }) => outcome === "failed");
    expect(failed?.failure).toMatchObject({ code: "aws.offline", retry: "auto" });
    expect(failed?.remedy).toMatch(/\*\.amazonaws\.com and \*\.api\.aws/);
  });

  test("the region of a bucket is S3's word, whatever was typed, and asked for once", async () => {
    const bucket = aws.world.buckets.get(BUCKET);
    if (bucket !== undefined) bucket.region = "ap-southeast-2";
    const location = { bucket: BUCKET, prefix: "cost", region: "eu-west-1" };
    aws.world.reports = [];
    const checks = await checksOf({ location, accountType: "linked" });
    expect(checks.filter(({ outcome }) => outcome === "failed")).toEqual([]);
    expect(checks.find(({ id }) => id === "bucket")?.message).toBe(
      "The bucket bills can be read; it lies in ap-southeast-2, not in eu-west-1 as it was given.",
    );
    const asked = aws.requests.filter(({ service }) => service === "s3").map(({ operation }) => operation);
    expect(asked.filter((operation) => operation === "GetObject")).toHaveLength(1);
    expect(asked.filter((operation) => operation === "ListObjectsV2").length).toBeLessThanOrEqual(4);
  });
});

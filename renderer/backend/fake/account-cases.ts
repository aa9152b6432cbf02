import { checkIdsOf, type Check, type CheckId } from "#core/account/check.ts";
import { type ReportPlace, USUAL_LIMITS } from "#core/account/report-place.ts";
import { NEW_ACCOUNT_STATE, type AccountView, type CostAccount } from "#core/account/cost-account.ts";
import type { AwsOrigin } from "#core/result/aws-codes.ts";
import { failure, type Failure } from "#core/result/failure.ts";
import { sentence } from "#core/result/sentence.ts";

export const CHECKED_AT = "2026-10-21T07:40:12Z";
const ROLE = "arn:aws:iam::111122223333:role/cloudspend-read";
const REPORT = "acme-cost-and-usage";

const FOUND: Readonly<Record<CheckId, string>> = {
  link: "Site24x7 has the account as it was taken from there.",
  identity: "AWS knows this computer as arn:aws:iam::444455556666:user/ana.",
  role: "The role can be assumed.",
  externalId: "The role opens with its external id only.",
  account: "The credentials lead to account 111122223333.",
  report: 'The report "acme-cost-and-usage" is there.',
  settings: "The report is hourly, has resource ids and comes as gzip CSV.",
  bucket: "The bucket acme-billing can be read; it lies in eu-west-1.",
  manifest: "The manifest of 2026-10 lists 2 files.",
  delivery: "AWS has delivered this report, last on 2026-10-21 at 05:12 UTC.",
  workgroup: "The workgroup billing takes queries and stops a query that reads more than 100 GB.",
  table: "acme_hourly is a Legacy CUR report, divided by year, month.",
  results:
    "A query that reads nothing was answered; answers are written to s3://acme-athena-results/billing/, as the workgroup has it.",
  periods: "The table has 26 billing periods, the newest is 2026-10.",
  files: "The files of 2026-10 can be listed and read: 212.4 GB.",
};

/** The check list of an account that fails at one place, or at none. */
export function checksOf(
  failed: { readonly id: CheckId; readonly failure: Failure } | null,
  place: ReportPlace["type"] = "local",
): Check[] {
  const order = checkIdsOf(place);
  const at = failed === null ? order.length : order.indexOf(failed.id);
  return order.map((id, index): Check => {
    if (failed !== null && index === at) {
      const { title, advice } = sentence(failed.failure);
      return { id, outcome: "failed", message: title, remedy: advice, failure: failed.failure };
    }
    const isReached = index < at;
    return {
      id,
      outcome: isReached ? "ok" : "skipped",
      message: isReached ? FOUND[id] : "Not judged, as an earlier check failed.",
      remedy: "",
      failure: null,
    };
  });
}

export function accountCase(
  number: number,
  displayName: string,
  part: Partial<CostAccount> = {},
): AccountView {
  return {
    account: {
      id: `a-${number}`,
      displayName,
      access: {
        type: "iam-role",
        base: { kind: "profile", profile: "acme-admin" },
        roleArn: ROLE,
        externalId: "0d6f5c1e-7f5e-4f0e-9c39-0a2b7c1d9e55",
      },
      accountType: "management",
      reportName: REPORT,
      location: null,
      requesterPays: false,
      startDate: null,
      place: { type: "local" },
      createdAt: "2026-08-02T08:00:00Z",
      link: null,
      ...part,
    },
    state: {
      accountId: "111122223333",
      problem: null,
      checks: checksOf(null),
      checkedAt: CHECKED_AT,
      lastSync: "2026-10-21T07:42:10Z",
      delivery: { at: "2026-10-21T05:12:00Z", status: "SUCCESS" },
    },
    status: "ok",
    sync: null,
    notice: null,
  };
}

/** A table of Athena; with so many months on this computer. */
export function placeInAws(localMonths: number | null): ReportPlace {
  const table = {
    region: "eu-west-1",
    workgroup: "billing",
    catalog: "AwsDataCatalog",
    database: "athenacurcfn_acme_hourly",
    name: "acme_hourly",
    output: null,
  };
  const there = { table, limits: USUAL_LIMITS };
  return localMonths === null ? { type: "inPlace", ...there } : { type: "both", ...there, localMonths };
}

const SYNCING = {
  phase: "downloading",
  doneBytes: 41_800_000,
  totalBytes: 126_400_000,
  bytesPerSecond: 6_400_000,
  remainingMs: 13_200,
  subject: "2026-09",
} as const;

/** Accounts that work: one at rest, one downloading, one paused, one waiting for its first delivery. */
export function workingCases(): readonly AccountView[] {
  const first = accountCase(1, "Acme Retail production");
  const second = accountCase(2, "Data platform", {
    access: { type: "iam-user", base: { kind: "keys" } },
    accountType: "linked",
    reportName: "data-platform-hourly",
    location: { bucket: "data-platform-billing", prefix: "cur", region: "eu-central-1" },
  });
  const third = accountCase(
    3,
    "Northwind Logistics Europe, shared services and everything that has no owner",
  );
  const fourth = accountCase(4, "Sandbox", { startDate: "2026-01-01", reportName: "sandbox-focus" });
  return [
    first,
    {
      ...second,
      state: { ...second.state, accountId: "111122225555" },
      status: "syncing",
      sync: SYNCING,
    },
    {
      ...third,
      state: { ...third.state, accountId: "999900001111" },
      status: "syncing",
      sync: { ...SYNCING, phase: "paused", bytesPerSecond: null, remainingMs: null },
    },
    {
      ...fourth,
      state: { ...NEW_ACCOUNT_STATE, accountId: "111122228888", checkedAt: CHECKED_AT },
      status: "waiting",
      notice: {
        failure: failure(
          "aws.nothing_delivered",
          { reportName: "sandbox-focus", bucket: "sandbox-billing", prefix: "focus" },
          "auto",
        ),
        since: "2026-10-21T07:40:12Z",
      },
    },
  ];
}

/** An account whose last attempt found no network. */
export function offlineCase(): AccountView {
  const reason = failure("aws.offline", { host: "sts.us-east-1.amazonaws.com", cause: "ENOTFOUND" }, "auto");
  return {
    ...accountCase(1, "Acme Retail production"),
    notice: { failure: reason, since: "2026-10-21T09:15:00Z" },
  };
}

const origin = (service: string, operation: string, awsCode: string): AwsOrigin => ({
  service,
  operation,
  awsCode,
  requestId: "5c1f0c8e-7a0e-4b1d-9d0a-2f6f4d8a9b10",
});

const PROBLEMS: readonly {
  readonly name: string;
  readonly check: CheckId;
  readonly failure: Failure;
  readonly part?: Partial<CostAccount>;
}[] = [
  {
    name: "Acme Retail production",
    check: "role",
    failure: failure("aws.role_refused", {
      roleArn: ROLE,
      caller: "arn:aws:iam::444455556666:user/ana",
      workedBefore: true,
      origin: origin("STS", "AssumeRole", "AccessDenied"),
    }),
  },
  {
    name: "Data platform",
    check: "report",
    failure: failure("aws.report_missing", {
      reportName: "data-platform-hourly",
      accountId: "111122225555",
      known: ["data-platform-hourly-v2", "finops-export"],
    }),
  },
  {
    name: "Northwind Logistics Europe, shared services and everything that has no owner",
    check: "identity",
    failure: failure("aws.session_expired", {
      profile: "northwind-sso",
      command: "aws sso login --profile northwind-sso",
      origin: origin("STS", "GetCallerIdentity", "ExpiredToken"),
    }),
    part: {
      access: {
        type: "iam-role",
        base: { kind: "profile", profile: "northwind-sso" },
        roleArn: ROLE,
        externalId: "5f0e",
      },
    },
  },
  {
    name: "Machine learning",
    check: "bucket",
    failure: failure("aws.access_denied", {
      action: "s3:ListBucket",
      resource: "arn:aws:s3:::ml-billing",
      origin: origin("S3", "ListObjectsV2", "AccessDenied"),
    }),
    part: { location: { bucket: "ml-billing", prefix: "cur/hourly", region: null } },
  },
  {
    name: "Tailwind",
    check: "identity",
    failure: failure("aws.unknown_key", {
      origin: origin("STS", "GetCallerIdentity", "InvalidClientTokenId"),
    }),
    part: { access: { type: "iam-user", base: { kind: "keys" } } },
  },
  { name: "Sandbox", check: "identity", failure: failure("secret.locked", {}) },
  {
    name: "Fabrikam",
    check: "delivery",
    failure: failure("aws.delivery_failing", { reportName: REPORT, status: "ERROR_PERMISSIONS" }),
  },
  {
    name: "Contoso",
    check: "bucket",
    failure: failure("aws.wrong_region", {
      bucket: "contoso-billing",
      region: "ap-southeast-2",
      origin: origin("S3", "HeadBucket", "PermanentRedirect"),
    }),
    part: { location: { bucket: "contoso-billing", prefix: "", region: "us-east-1" } },
  },
];

/** One account of each kind of trouble. */
export function failingCases(): readonly AccountView[] {
  return PROBLEMS.map(({ name, check, failure: problem, part }, index) => {
    const made = accountCase(index + 1, name, part);
    const hour = String(7 - (index % 7)).padStart(2, "0");
    return {
      ...made,
      state: {
        ...made.state,
        accountId: index === 4 ? null : `11112222${String(3333 + index * 1111)}`,
        problem: { failure: problem, since: `2026-10-${20 - index}T${hour}:10:00Z` },
        checks: checksOf({ id: check, failure: problem }),
        lastSync: index === 4 ? null : `2026-10-${19 - index}T06:02:00Z`,
      },
      status: "configuration-error",
    };
  });
}

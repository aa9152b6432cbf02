import type {
  FindingItem,
  FindingItemPage,
  FindingItemsQuery,
  FindingPart,
  FindingResult,
  FindingsAnswer,
  FindingsAway,
  FindingsQuery,
  MeasuredFinding,
  MeasureQuery,
} from "#core/finding/findings-query.ts";
import { FINDING_RULES } from "#core/finding/registry.ts";
import { formatScaled, scaledOf, sum } from "#core/money/decimal.ts";
import { addMonths, periodOf } from "#core/time/period.ts";

type Canned = {
  readonly finding: string;
  readonly service: string;
  readonly usageType: string;
  readonly items: readonly (readonly [
    resource: string,
    cost: string,
    found: string | null,
    kept: string | null,
  ])[];
};

const ACCOUNT = { account: "111122223333", accountLabel: "Shop production" };
const VOLUMES = Array.from(
  { length: 240 },
  (_, at) =>
    [`vol-0${String(at).padStart(16, "0")}`, "8.0000000000", "1.6000000000", "1.6000000000"] as const,
);

/** What rules found in the made-up bills: exact, by a ratio, to be reviewed, and one without a known saving. */
const CANNED: readonly Canned[] = [
  {
    finding: "unused-savings-plans",
    service: "Savings Plans",
    usageType: "ComputeSP:1yrNoUpfront",
    items: [
      [
        "arn:aws:savingsplans::111122223333:savingsplan/0a1b2c",
        "910.4400000000",
        "910.4400000000",
        "910.4400000000",
      ],
    ],
  },
  {
    finding: "gp2-to-gp3",
    service: "AmazonEC2",
    usageType: "EUC1-EBS:VolumeUsage.gp2",
    items: VOLUMES,
  },
  {
    finding: "graviton-ec2",
    service: "AmazonEC2",
    usageType: "EUC1-BoxUsage:m6i.xlarge",
    items: [["i-0aa11bb22cc33dd44", "140.0000000000", "28.0000000000", "10.0000000000"]],
  },
  {
    finding: "always-on-non-production",
    service: "AmazonEC2",
    usageType: "EUC1-BoxUsage:m6i.xlarge",
    items: [["i-0aa11bb22cc33dd44", "140.0000000000", "90.0000000000", "90.0000000000"]],
  },
  {
    finding: "untagged-spend",
    service: "AmazonS3",
    usageType: "TimedStorage-ByteHrs",
    items: [["shop-exports", "320.5000000000", null, null]],
  },
];

/** The same of a month that stays in AWS. */
export function fakeFindingsAway(query: FindingsQuery): FindingsAway {
  return { run: "0".repeat(64), answer: fakeFindings(query) };
}

export function fakeFindings({ range, leaveOut }: FindingsQuery): FindingsAnswer {
  const month = periodOf(range.from);
  return {
    currency: "USD",
    months: [month],
    metric: "netAmortized",
    findings: CANNED.map((canned) => resultOf(canned, month, leaveOut)),
    clear: ["idle-nat-gateways", "idle-web-acls"],
    notComputable: [
      { finding: "old-snapshots", months: [], needs: [], monthsMissing: 9, isPartial: false },
      {
        finding: "s3-not-accessed",
        months: [month],
        needs: ["resourceId"],
        monthsMissing: 0,
        isPartial: false,
      },
    ],
    failed: [],
  };
}

function resultOf(canned: Canned, month: string, leaveOut: readonly string[]): FindingResult {
  const isApart = leaveOut.includes(canned.finding);
  const isKnown = canned.items.some(([, , found]) => found !== null);
  const found = isKnown ? sum(canned.items.map(([, , amount]) => amount ?? "0.0")) : null;
  const sums = {
    items: canned.items.length,
    cost: sum(canned.items.map(([, cost]) => cost)),
    charged: sum(canned.items.map(([, cost]) => cost)),
    lineItems: canned.items.length * 31,
    found,
    kept: isApart || !isKnown ? found : sum(canned.items.map(([, , , amount]) => amount ?? "0.0")),
  };
  const part: FindingPart = { ...ACCOUNT, service: canned.service, serviceLabel: null, ...sums };
  return {
    finding: canned.finding,
    ...sums,
    parts: [part],
    months: [{ month, ...sums }],
    filters: [{ dimension: "usageType", mode: "include", values: [canned.usageType] }],
    besides: canned.finding === "untagged-spend" ? 12 : 0,
  };
}

export function fakeFindingItems({
  finding,
  key: only,
  range,
  offset,
  limit,
}: FindingItemsQuery): FindingItemPage {
  const canned = CANNED.find((one) => one.finding === finding);
  const items = (canned?.items ?? []).filter(([key]) => only === undefined || key === only);
  const rows = items.map(([key, cost, found, kept]): FindingItem => ({
    key,
    month: periodOf(range.from),
    resource: key,
    ...ACCOUNT,
    service: canned?.service ?? null,
    serviceLabel: null,
    region: "eu-central-1",
    usageTypes: [canned?.usageType ?? ""],
    cost,
    charged: cost,
    lineItems: 31,
    found,
    kept,
    filters: [{ dimension: "resourceId", mode: "include", values: [key] }],
    besides: 0,
  }));
  return { items: rows.length, rows: rows.slice(offset, offset + limit) };
}

/** Half of it was done in the month after, all of it since. */
export function fakeMeasured({ marks }: MeasureQuery): readonly MeasuredFinding[] {
  return marks.flatMap(({ id, accepted }) => {
    if (accepted === null || FINDING_RULES.every((rule) => rule.id !== id)) return [];
    const half = formatScaled(scaledOf(accepted.expected) / 2n);
    return [
      {
        finding: id,
        ...accepted,
        items: 4,
        found: accepted.expected,
        costBefore: "1920.0000000000",
        filters: [{ dimension: "resourceId", mode: "include", values: ["nat-0a1b2c3d"] }],
        months: [
          { month: addMonths(accepted.month, 1), still: half, cost: "1728.0000000000", realised: half },
          {
            month: addMonths(accepted.month, 2),
            still: "0.0000000000",
            cost: "1536.0000000000",
            realised: accepted.expected,
          },
        ],
      },
    ];
  });
}

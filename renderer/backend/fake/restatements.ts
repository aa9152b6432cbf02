import { scaledOf, formatScaled, subtract } from "#core/money/decimal.ts";
import type {
  Difference,
  DifferenceAnswer,
  DifferenceQuery,
  Restatement,
  RestatementReport,
  RowDifference,
  RowDifferenceAnswer,
} from "#core/restatement/restatement.ts";

const CHANGES = [
  ["AmazonEC2", "Amazon Elastic Compute Cloud", "412310.25", "412842.9"],
  ["AmazonS3", "Amazon Simple Storage Service", "48200.1", "48100.0"],
] as const;
const SAME = "15310.4";

/** One restated closed month, and one that was replaced before anything was kept. */
export function restatementReport(limitBytes: number): RestatementReport {
  return {
    restatements: [restatement()],
    unkept: [{ deliveryId: "d-2026-01", billingPeriod: "2026-01", reportName: "acme-cost-and-usage" }],
    space: { usedBytes: limitBytes === 0 ? 0 : 48_000_000, limitBytes },
  };
}

export function differenceAnswer({ filters }: Pick<DifferenceQuery, "filters">): DifferenceAnswer {
  const wanted = filters.find(({ dimension }) => dimension === "service")?.values;
  const groups = CHANGES.filter(([value]) => wanted === undefined || wanted.includes(value)).map(
    ([value, label, before, after]) => ({
      value,
      label,
      ...differenceOf(before, after),
      rowsBefore: 1_200,
      rowsAfter: value === "AmazonS3" ? 1_196 : 1_200,
    }),
  );
  const rest = wanted === undefined ? SAME : "0.0";
  const add = (pick: (group: Difference) => string): string =>
    formatScaled(groups.reduce((total, group) => total + scaledOf(pick(group)), scaledOf(rest)));
  const total = differenceOf(
    add(({ before }) => before),
    add(({ after }) => after),
  );
  return {
    currency: "USD",
    groups,
    unchanged: wanted === undefined ? 12 : 0,
    total: { ...total, rowsBefore: 4_800, rowsAfter: 4_796 },
  };
}

export function rowDifferenceAnswer(): RowDifferenceAnswer {
  const row: RowDifference = {
    key: {
      usageStart: "2026-09-04T00:00",
      linkedAccount: "111122223333",
      service: "AmazonEC2",
      lineItemType: "Usage",
      usageType: "BoxUsage:m6i.2xlarge",
      operation: "RunInstances",
      region: "eu-west-1",
      resourceId: "i-0123456789abcdef0",
      description: "$0.384 per On Demand Linux m6i.2xlarge Instance Hour",
    },
    tags: null,
    invoice: null,
    ...differenceOf("310.0", "842.65"),
    rowsBefore: 1,
    rowsAfter: 1,
  };
  const retagged: RowDifference = {
    ...row,
    key: { ...row.key, resourceId: "i-0fedcba9876543210" },
    tags: { before: "team=web", after: "team=checkout" },
    ...differenceOf("46.08", "46.08"),
  };
  return {
    kind: "rows",
    currency: "USD",
    rows: [row, retagged],
    count: 2,
    total: differenceOf("310.0", "842.65"),
  };
}

function restatement(): Restatement {
  const { total } = differenceAnswer({ filters: [] });
  return {
    id: "d-2026-09-a-b",
    billingPeriod: "2026-09",
    payerAccountId: "111122223333",
    reportName: "acme-cost-and-usage",
    format: "legacy",
    before: factsOf("a", 4_800),
    after: factsOf("b", 4_796),
    replacedAt: "2026-10-20T06:00:00Z",
    isClosed: true,
    totals: [{ currency: "USD", before: total.before, after: total.after, difference: total.difference }],
    changedSums: 7,
    hasRows: true,
  };
}

function factsOf(id: string, rows: number): Restatement["before"] {
  return {
    deliveryId: id,
    version: `v-${id}`,
    importedAt: "2026-10-08T06:00:00Z",
    rows,
    fingerprint: id.repeat(64),
  };
}

function differenceOf(before: string, after: string): Difference {
  return { before, after, difference: subtract(after, before) };
}

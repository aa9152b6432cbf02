import type { ImportProposal, ImportReport, PeriodSummary } from "#core/ingest/import-report.ts";
import type { QualityReport } from "#core/ingest/quality-report.ts";
import { failure } from "#core/result/failure.ts";
import { rangeOfPeriod } from "#core/time/period.ts";
import type { WorkspaceSchema } from "#core/workspace/workspace.ts";
import { DIMENSION_IDS } from "#core/cost/dimension/dimension-ref.ts";
import { METRIC_IDS } from "#core/cost/metric/metric-id.ts";
import { answerCosts } from "./answer.ts";
import { lastDayOf, periods, WORLD } from "./world.ts";

const REPORT = "acme-cost-and-usage";
const REFUSED = ["bill/PayerName"];

export const SCHEMA: WorkspaceSchema = {
  metrics: METRIC_IDS.map((id) =>
    id.startsWith("net")
      ? { id, available: false, missing: ["line_item_net_unblended_cost"] }
      : { id, available: true, missing: [] },
  ),
  dimensions: [
    ...DIMENSION_IDS.map((ref) => ({ ref, kind: "fixed" as const, key: ref })),
    { ref: "tag:team", kind: "tag", key: "team" },
    { ref: "tag:stage", kind: "tag", key: "stage" },
    { ref: "costCategory:Product", kind: "costCategory", key: "Product" },
  ],
  currencies: ["USD"],
  range: { from: WORLD.from, to: WORLD.to },
};

export function periodSummaries(): readonly PeriodSummary[] {
  return periods()
    .toReversed()
    .map((billingPeriod, index) => {
      const answer = answerCosts({
        metric: "unblended",
        granularity: "total",
        range: rangeOfPeriod(billingPeriod),
        groupBy: [],
        filters: [],
        currency: null,
        top: null,
      });
      return {
        deliveryId: `d-${billingPeriod}`,
        billingPeriod,
        format: "legacy",
        reportName: REPORT,
        payerAccountId: "111122223333",
        version: `20${index}a1c6e-8f4d-4d0b-9d13-6a5f0f7b2c19`,
        currency: "USD",
        rows: answer.lineItems,
        unblended: answer.total ?? "0.0000000000",
        files: index === 0 ? 2 : 1,
        counted: true,
        importedAt: "2026-10-21T07:42:10Z",
        lastUsageDate: lastDayOf(billingPeriod),
        quality: index === 3 ? "problems" : index % 4 === 1 ? "notes" : "good",
        costAccountId: "a-1",
        from: null,
        storedBytes: 21_300_000 - index * 412_000,
      };
    });
}

export function qualityReports(): readonly QualityReport[] {
  return periodSummaries().map((period, index) => ({
    deliveryId: period.deliveryId,
    billingPeriod: period.billingPeriod,
    format: period.format,
    reportName: period.reportName,
    counted: period.counted,
    rowsRead: period.rows,
    rowsSkipped: 0,
    files: Array.from({ length: period.files }, (_, part) => ({
      source: `/home/ana/aws/${REPORT}/${period.billingPeriod.replace("-", "")}01/${REPORT}-${part + 1}.csv.gz`,
      sizeBytes: 18_400_000 + index * 311_000,
      sha256: `${(9 + part).toString(16)}f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a0${part}${index % 10}`,
      rows: Math.round(period.rows / period.files),
      totals: { USD: period.unblended },
      stored: `line-items/${period.deliveryId}/${part}.parquet`,
    })),
    columns: { delivered: 152, filled: 64, unknown: index === 1 ? REFUSED : [] },
    repairs:
      period.quality === "good"
        ? []
        : [
            { kind: "eNotation", column: "lineItem/UnblendedCost", cells: 1_204, example: "8.0E-7" },
            { kind: "nullText", column: "resourceTags/user:team", cells: 52, example: "NULL" },
          ],
    metrics: METRIC_IDS.map((metric) =>
      metric.startsWith("net")
        ? {
            metric,
            available: false,
            missing: ["lineItem/NetUnblendedCost"],
            note: "The report has no net columns.",
          }
        : { metric, available: true, missing: [], note: "" },
    ),
    identities: [
      {
        id: "rows",
        subject: null,
        outcome: "holds",
        expected: decimalOf(period.rows),
        actual: decimalOf(period.rows),
        difference: "0.0000000000",
        note: "Rows read equal rows stored.",
      },
      {
        id: "rollup",
        subject: null,
        outcome: "holds",
        expected: period.unblended,
        actual: period.unblended,
        difference: "0.0000000000",
        note: "Roll-ups add up to the line items.",
      },
      {
        id: "I1",
        subject: null,
        outcome: "holds",
        expected: "0.0000000000",
        actual: "0.0000000000",
        difference: "0.0000000000",
        note: "Savings Plan negations cancel the covered usage.",
      },
      period.quality === "problems"
        ? {
            id: "I2",
            subject: "arn:aws:savingsplans::111122223333:savingsplan/5c1f",
            outcome: "fails",
            expected: "744.0000000000",
            actual: "731.4200000000",
            difference: "-12.5800000000",
            note: "The commitment of the plan is used and unused in full.",
          }
        : {
            id: "I2",
            subject: null,
            outcome: "holds",
            expected: "744.0000000000",
            actual: "744.0000000000",
            difference: "0.0000000000",
            note: "The commitment of the plan is used and unused in full.",
          },
      {
        id: "I4",
        subject: null,
        outcome: "notApplicable",
        expected: null,
        actual: null,
        difference: null,
        note: "No reservations in this period.",
      },
    ],
    unknownLineItemTypes: [],
    invoice: index === 0 ? "open" : index === 1 ? "closing" : "final",
    warnings:
      period.quality === "problems"
        ? [{ code: "identity_failed", message: "One check does not hold.", paths: [] }]
        : [],
  }));
}

const decimalOf = (count: number): string => `${count}.0000000000`;
const FOLDER = "/home/ana/aws/acme-cost-and-usage";

export const PROPOSAL: ImportProposal = {
  candidates: [
    {
      id: "c-1",
      format: "legacy",
      reportName: REPORT,
      billingPeriod: "2026-09",
      version: "a1c6e8f4-8f4d-4d0b-9d13-6a5f0f7b2c19",
      manifest: `${FOLDER}/20260901-20261001/${REPORT}-Manifest.json`,
      files: [
        {
          path: `${FOLDER}/20260901-20261001/a1c6/${REPORT}-1.csv.gz`,
          kind: "csv.gz",
          sizeBytes: 26_100_222,
        },
        {
          path: `${FOLDER}/20260901-20261001/a1c6/${REPORT}-2.csv.gz`,
          kind: "csv.gz",
          sizeBytes: 25_311_870,
        },
      ],
      warnings: [
        {
          code: "stale_chunks",
          message: "2 files of an older delivery lie beside it and are left out.",
          paths: [`${FOLDER}/20260901-20261001/0b77/${REPORT}-1.csv.gz`],
        },
      ],
      state: "replaces",
    },
    {
      id: "c-2",
      format: "legacy",
      reportName: REPORT,
      billingPeriod: "2026-10",
      version: "77f0e1aa-8f4d-4d0b-9d13-6a5f0f7b2c19",
      manifest: `${FOLDER}/20261001-20261101/${REPORT}-Manifest.json`,
      files: [
        {
          path: `${FOLDER}/20261001-20261101/77f0/${REPORT}-1.csv.gz`,
          kind: "csv.gz",
          sizeBytes: 18_420_105,
        },
      ],
      warnings: [],
      state: "new",
    },
    {
      id: "c-3",
      format: "legacy",
      reportName: REPORT,
      billingPeriod: "2026-08",
      version: "11d0e1aa-8f4d-4d0b-9d13-6a5f0f7b2c19",
      manifest: `${FOLDER}/20260801-20260901/${REPORT}-Manifest.json`,
      files: [
        {
          path: `${FOLDER}/20260801-20260901/11d0/${REPORT}-1.csv.gz`,
          kind: "csv.gz",
          sizeBytes: 25_020_105,
        },
      ],
      warnings: [],
      state: "unchanged",
    },
    {
      id: "c-4",
      format: "focus",
      reportName: "focus-1.0-export",
      billingPeriod: null,
      version: null,
      manifest: null,
      files: [
        { path: "/home/ana/Downloads/focus-00001.snappy.parquet", kind: "parquet", sizeBytes: 4_120_331 },
      ],
      warnings: [],
      state: "new",
    },
  ],
  skipped: [
    {
      path: "/home/ana/Downloads/report-old.csv.gz",
      failure: failure("file.damaged", {
        path: "/home/ana/Downloads/report-old.csv.gz",
        at: 1_204_224,
        cause: "unexpected end of data",
      }),
      billingPeriod: null,
    },
    {
      path: "/home/ana/Downloads/notes.docx",
      failure: failure("file.unknown_kind", { path: "/home/ana/Downloads/notes.docx" }),
      billingPeriod: null,
    },
  ],
  warnings: [],
};

export function importReport(): ImportReport {
  return {
    periods: periodSummaries().slice(0, 2),
    unchanged: ["2026-08"],
    skipped: PROPOSAL.skipped.slice(0, 1),
    warnings: [],
    elapsedMs: 8_420,
  };
}

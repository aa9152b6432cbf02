import { z } from "zod";
import { WARNING_CODES } from "../../ingest/import-report.ts";
import { IDENTITY_IDS } from "../../ingest/quality-report.ts";
import { billingPeriod, decimal, usageDate } from "./common.ts";
import { failureValue } from "./failure.ts";

const format = z.enum(["legacy", "cur2", "focus"]);
const strings = z.array(z.string()).readonly();

export const warning = z
  .object({ code: z.enum(WARNING_CODES), message: z.string(), paths: strings })
  .readonly();
const skipped = z
  .object({ path: z.string(), failure: failureValue, billingPeriod: billingPeriod.nullable() })
  .readonly();
const candidateFile = z
  .object({ path: z.string(), kind: z.enum(["csv", "csv.gz", "zip", "parquet"]), sizeBytes: z.number() })
  .readonly();

export const importProposal = z
  .object({
    candidates: z
      .array(
        z
          .object({
            id: z.string(),
            format,
            reportName: z.string(),
            billingPeriod: billingPeriod.nullable(),
            version: z.string().nullable(),
            manifest: z.string().nullable(),
            files: z.array(candidateFile).readonly(),
            warnings: z.array(warning).readonly(),
            state: z.enum(["new", "unchanged", "replaces", "superseded"]),
          })
          .readonly(),
      )
      .readonly(),
    skipped: z.array(skipped).readonly(),
    warnings: z.array(warning).readonly(),
  })
  .readonly();

export const periodSummary = z
  .object({
    deliveryId: z.string(),
    billingPeriod,
    format,
    reportName: z.string(),
    payerAccountId: z.string().nullable(),
    version: z.string(),
    currency: z.string(),
    rows: z.number(),
    unblended: decimal,
    files: z.number(),
    counted: z.boolean(),
    importedAt: z.string(),
    lastUsageDate: z.string().nullable(),
    quality: z.enum(["good", "notes", "problems"]),
    costAccountId: z.string().nullable(),
    from: usageDate.nullable(),
    storedBytes: z.number(),
  })
  .readonly();

export const importReport = z
  .object({
    periods: z.array(periodSummary).readonly(),
    unchanged: strings,
    skipped: z.array(skipped).readonly(),
    warnings: z.array(warning).readonly(),
    elapsedMs: z.number(),
  })
  .readonly();

export const deliveredFile = z
  .object({
    source: z.string(),
    sizeBytes: z.number(),
    sha256: z.string(),
    rows: z.number(),
    totals: z.record(z.string(), decimal).readonly(),
    stored: z.string(),
  })
  .readonly();

const identityCheck = z
  .object({
    id: z.enum(IDENTITY_IDS),
    subject: z.string().nullable(),
    outcome: z.enum(["holds", "fails", "notApplicable"]),
    expected: decimal.nullable(),
    actual: decimal.nullable(),
    difference: decimal.nullable(),
    note: z.string(),
  })
  .readonly();

export const payerIdentities = z
  .object({
    payerAccountId: z.string().nullable(),
    billingPeriod,
    deliveryId: z.string(),
    reportName: z.string(),
    currency: z.string().nullable(),
    identities: z.array(identityCheck).readonly(),
  })
  .readonly();

const repair = z
  .object({
    kind: z.enum([
      "eNotation",
      "blankNumber",
      "nullText",
      "unreadableNumber",
      "timeForm",
      "unreadableTime",
      "shortRow",
      "unreadableMap",
    ]),
    column: z.string(),
    cells: z.number(),
    example: z.string().nullable(),
  })
  .readonly();

export const qualityReport = z
  .object({
    deliveryId: z.string(),
    billingPeriod,
    format,
    reportName: z.string(),
    counted: z.boolean(),
    rowsRead: z.number(),
    rowsSkipped: z.number(),
    files: z.array(deliveredFile).readonly(),
    columns: z.object({ delivered: z.number(), filled: z.number(), unknown: strings }).readonly(),
    repairs: z.array(repair).readonly(),
    metrics: z
      .array(
        z
          .object({ metric: z.string(), available: z.boolean(), missing: strings, note: z.string() })
          .readonly(),
      )
      .readonly(),
    identities: z.array(identityCheck).readonly(),
    unknownLineItemTypes: strings,
    invoice: z.enum(["open", "closing", "final", "unknown"]),
    warnings: z.array(warning).readonly(),
  })
  .readonly();

import { z } from "zod";
import { FILE_FORMAT } from "../../workspace/file/manifest.ts";
import { ACCOUNT_STATES } from "../../organization/known-account.ts";
import { PSEUDONYM_KINDS } from "../../workspace/redaction/pseudonym.ts";
import { REDACTIONS } from "../../workspace/redaction/redaction.ts";
import { draftFields, keptFields } from "./account.ts";
import { billingPeriod, decimal, usageDate } from "./common.ts";
import { deliveredFile, periodSummary, qualityReport } from "./import.ts";
import { workspaceName } from "./workspace.ts";

const totals = z.record(z.string().max(16), decimal).readonly();
const format = z.enum(["legacy", "cur2", "focus"]);
const rows = z.number().int().min(0);
const sizeBytes = z.number().int().min(0);

const fileDelivery = z
  .object({
    id: z.string(),
    billingPeriod,
    format,
    reportName: z.string(),
    counted: z.boolean(),
    rows,
    totals,
  })
  .readonly();

const manifest = z.object({
  format: z.literal(FILE_FORMAT),
  version: z.number().int().min(1),
  app: z.string().max(100),
  createdAt: z.string().max(40),
  name: workspaceName,
  sourceNames: z.boolean(),
  redaction: z
    .object({ keyId: z.string().max(100), hidden: z.array(z.enum(REDACTIONS)).readonly() })
    .readonly()
    .nullable(),
  deliveries: z.array(fileDelivery).max(20_000).readonly(),
  entries: z
    .array(
      z
        .object({ name: z.string().max(200), sizeBytes, sha256: z.string().regex(/^[0-9a-f]{64}$/) })
        .readonly(),
    )
    .max(100_000)
    .readonly(),
});

/** What a workspace file tells about itself. */
export const fileManifest = manifest.readonly();

/** The part of a manifest that every version has: enough to say which app can open the file. */
export const fileVersion = z.object({
  format: z.literal(FILE_FORMAT),
  version: z.number().int().min(1),
  app: z.string().max(100).catch("unknown"),
});

export const workspaceFileSummary = manifest
  .omit({ format: true, entries: true })
  .extend({
    path: z.string(),
    sizeBytes,
    collections: z.record(z.string(), z.number()).readonly(),
    accounts: z.number(),
  })
  .readonly();

const storedColumn = z
  .object({
    id: z.string().min(1).max(400),
    name: z.string().max(2_000),
    type: z.enum(["text", "decimal", "timestamp", "map"]),
  })
  .readonly();

/** A delivery as the catalogue keeps it. */
const delivery = z
  .object({
    id: z.string(),
    format,
    reportName: z.string(),
    billingPeriod,
    payerAccountId: z.string().nullable(),
    version: z.string(),
    importedAt: z.string(),
    rows,
    totals,
    files: z.array(deliveredFile).readonly(),
    columns: z.array(storedColumn).max(5_000).readonly(),
    counted: z.boolean(),
    costAccountId: z.string().nullable(),
    from: usageDate.nullable(),
    unavailable: z.record(z.string(), z.array(z.string()).readonly()).readonly(),
  })
  .readonly();

/** Everything the catalogue knows of the deliveries of a workspace file. */
export const fileCatalogue = z
  .array(
    z
      .object({
        delivery,
        quality: qualityReport,
        summaries: z.array(periodSummary).readonly(),
        origin: z.object({ contents: z.string(), siblings: z.array(z.string()).readonly() }).readonly(),
      })
      .readonly(),
  )
  .readonly();

/** Deliveries that were replaced, with how much of their line items is kept. */
export const fileFormer = z
  .object({
    limitBytes: sizeBytes,
    deliveries: z
      .array(
        z
          .object({
            id: z.string(),
            delivery,
            replacedBy: z.string(),
            replacedAt: z.string(),
            fingerprint: z.string(),
            isClosed: z.boolean(),
            hasSums: z.boolean(),
            changedSums: z.number().int().min(0).nullable(),
            hasRows: z.boolean(),
            bytes: sizeBytes,
          })
          .readonly(),
      )
      .max(20_000)
      .readonly(),
  })
  .readonly();

export const fileAccountNames = z
  .array(
    z
      .object({
        id: z.string().max(64),
        name: z.string().max(1_000),
        path: z.array(z.string().max(1_000)).readonly(),
        source: z.enum(["organizations", "user"]),
        payerAccountId: z.string().max(64).nullable(),
        state: z.enum(ACCOUNT_STATES).nullable(),
        hasLeft: z.boolean(),
      })
      .readonly(),
  )
  .readonly();

/** Accounts as far as they are handed over: what AWS calls things, no secret. */
export const accountOutlines = z.array(draftFields).max(1_000).readonly();

/** The same as a file of any version has them. */
export const keptOutlines = z.array(keptFields).max(1_000).readonly();

/** Things kept with the workspace: the text of one JSON file each. */
export const keptDocument = z.object({ name: z.string().min(1).max(60), text: z.string() }).readonly();

const redactionWish = z
  .object({
    hidden: z.array(z.enum(REDACTIONS)).min(1).readonly(),
    keyPath: z.string().min(1),
    goOn: z.boolean(),
  })
  .readonly();

export const workspaceFileContents = z
  .object({
    app: z.string().max(100),
    name: workspaceName,
    sourceNames: z.boolean(),
    redaction: redactionWish.nullable(),
    documents: z.array(keptDocument).readonly(),
    accounts: accountOutlines,
  })
  .readonly();

/** A pseudonym of a redacted copy and what it stands for. */
export const translation = z
  .object({ kind: z.enum(PSEUDONYM_KINDS), pseudonym: z.string(), original: z.string() })
  .readonly();

/** Result of the job that writes a workspace file. */
export const writtenWorkspaceFile = z.object({ path: z.string(), sizeBytes, rows }).readonly();

/** Result of the job that reads one into a new folder. */
export const readWorkspaceFile = z
  .object({ summary: workspaceFileSummary, accounts: accountOutlines })
  .readonly();

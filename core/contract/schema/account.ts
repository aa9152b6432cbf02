import { z } from "zod";
import { CHECK_IDS } from "../../account/check.ts";
import { LOCAL_FIELDS } from "../../account/athena-fields.ts";
import { LOCAL } from "../../account/report-place.ts";
import { usageDate } from "./common.ts";
import { failureValue } from "./failure.ts";
import { reportPlace } from "./report-place.ts";
import { site24x7Link } from "./site24x7.ts";

/** Text the user types: kept as typed, never without end. */
const typed = z.string().max(2_048);

const baseIdentity = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("profile"), profile: typed }).readonly(),
  z.object({ kind: z.literal("environment") }).readonly(),
  z.object({ kind: z.literal("keys") }).readonly(),
]);

const access = z.discriminatedUnion("type", [
  z
    .object({
      type: z.literal("iam-role"),
      base: baseIdentity,
      roleArn: typed,
      externalId: typed.nullable(),
    })
    .readonly(),
  z.object({ type: z.literal("iam-user"), base: baseIdentity }).readonly(),
]);

const location = z.object({ bucket: typed, prefix: typed, region: typed.nullable() }).readonly();

export const costAccount = z
  .object({
    id: z.string().min(1),
    displayName: z.string().trim().min(1).max(120),
    access,
    accountType: z.enum(["management", "linked"]),
    reportName: typed,
    location: location.nullable(),
    requesterPays: z.boolean(),
    startDate: usageDate.nullable(),
    place: reportPlace.default(LOCAL),
    createdAt: z.string(),
    link: site24x7Link.nullable(),
  })
  .readonly();

export const check = z
  .object({
    id: z.enum(CHECK_IDS),
    outcome: z.enum(["ok", "warning", "failed", "skipped"]),
    message: z.string(),
    remedy: z.string(),
    failure: failureValue.nullable(),
  })
  .readonly();

export const checkProgress = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("running"), id: z.enum(CHECK_IDS) }).readonly(),
  z.object({ kind: z.literal("done"), check }).readonly(),
]);

const accountProblem = z.object({ failure: failureValue, since: z.string() }).readonly();

export const accountState = z
  .object({
    accountId: z.string().nullable(),
    problem: accountProblem.nullable(),
    checks: z.array(check).readonly(),
    checkedAt: z.string().nullable(),
    lastSync: z.string().nullable(),
    delivery: z.object({ at: z.string(), status: z.string() }).readonly().nullable(),
  })
  .readonly();

const syncProgress = z
  .object({
    phase: z.enum(["queued", "checking", "listing", "downloading", "importing", "paused"]),
    doneBytes: z.number(),
    totalBytes: z.number(),
    bytesPerSecond: z.number().nullable(),
    remainingMs: z.number().nullable(),
    subject: z.string().nullable(),
  })
  .readonly();

export const accountView = z
  .object({
    account: costAccount,
    state: accountState,
    status: z.enum(["ok", "configuration-error", "syncing", "waiting"]),
    sync: syncProgress.nullable(),
    notice: accountProblem.nullable(),
  })
  .readonly();

export const draftFields = z
  .object({
    stage: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    displayName: typed,
    source: z.enum(["aws", "site24x7"]),
    accessType: z.enum(["iam-role", "iam-user"]),
    base: z.enum(["profile", "environment", "keys"]),
    profile: typed,
    roleArn: typed,
    policy: z.enum(["least", "broad"]),
    reportKind: z.enum(["legacy", "cur2", "focus"]),
    accountType: z.enum(["management", "linked"]),
    reportName: typed,
    knowsBucket: z.boolean(),
    bucket: typed,
    prefix: typed,
    region: typed,
    requesterPays: z.boolean(),
    startDate: usageDate.nullable(),
    place: z.enum(["local", "inPlace", "both"]),
    athenaRegion: typed,
    workgroup: typed,
    catalog: typed,
    database: typed,
    table: typed,
    output: typed,
    askAboveGb: typed,
    perQueryGb: typed,
    perDayGb: typed,
    pricePerTb: typed,
    localMonths: typed,
  })
  .readonly();

/** As a file has them that was written before an account could be read in AWS. */
export const keptFields = z.preprocess(
  (fields) => (typeof fields === "object" ? { ...LOCAL_FIELDS, ...fields } : fields),
  draftFields,
);

export const accountDraft = z
  .object({
    id: z.string().min(1),
    editing: z.string().nullable(),
    fields: keptFields,
    externalId: z.string(),
    keys: z
      .object({ accessKeyId: z.string(), kept: z.enum(["keychain", "session"]) })
      .readonly()
      .nullable(),
    link: site24x7Link.nullable(),
    updatedAt: z.string(),
  })
  .readonly();

/** Access keys on their one way from the page to the keychain; no output ever has this shape. */
export const typedKeys = z
  .object({
    accessKeyId: z.string().trim().min(1).max(128),
    secretAccessKey: z.string().trim().min(1).max(256),
    sessionToken: z.string().trim().max(8_192).nullable(),
  })
  .readonly();

/** A file may hold the keys of several users, of whom one is chosen. */
export const keysFromFile = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("set"), draft: accountDraft }).readonly(),
  z.object({ kind: z.literal("choose"), users: z.array(z.string()).readonly() }).readonly(),
]);

export const profile = z
  .object({
    name: z.string(),
    kind: z.enum(["keys", "role", "sso", "login", "process", "other"]),
    region: z.string().nullable(),
  })
  .readonly();

export const callerIdentity = z
  .object({ accountId: z.string(), arn: z.string(), partition: z.string() })
  .readonly();

export const foundReport = z
  .object({
    kind: z.enum(["legacy", "dataExport"]),
    name: z.string(),
    format: z.enum(["legacy", "cur2", "focus"]),
    location,
    notes: z.array(z.string()).readonly(),
  })
  .readonly();

export const foundWorkgroup = z.object({ name: z.string(), isEnabled: z.boolean() }).readonly();

export const workgroup = z
  .object({
    name: z.string(),
    isEnabled: z.boolean(),
    output: z.string().nullable(),
    enforcesOutput: z.boolean(),
    managesResults: z.boolean(),
    cutoffBytes: z.number().nullable(),
  })
  .readonly();

export const foundTable = z
  .object({
    name: z.string(),
    reading: z.discriminatedUnion("type", [
      z
        .object({
          type: z.literal("report"),
          format: z.enum(["legacy", "cur2", "focus"]),
          partitionKeys: z.array(z.string()).readonly(),
          location: z.string().nullable(),
        })
        .readonly(),
      z.object({ type: z.literal("noReport"), why: z.string() }).readonly(),
    ]),
  })
  .readonly();

export const secretState = z
  .object({
    /** What the keychain of this computer answers to a probe. */
    keychain: z.enum(["ok", "locked", "unavailable", "denied"]),
    /** Keys are kept for this session only, in memory. */
    session: z.boolean(),
  })
  .readonly();

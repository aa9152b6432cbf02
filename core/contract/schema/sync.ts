import { z } from "zod";
import { billingPeriod, usageDate } from "./common.ts";
import { accountState } from "./organization.ts";

/** One file of a delivery: where it will lie, where it comes from, how large it will be. */
const syncedFile = z
  .object({
    path: z.string().min(1),
    /** `s3://bucket/key`, kept as the source of its line items. */
    source: z.string().min(1),
    sizeBytes: z.number(),
  })
  .readonly();

/** One version of one billing period, as its manifest lists it. Replaces what is held of the same report and period. */
export const syncedDelivery = z
  .object({
    format: z.enum(["legacy", "cur2", "focus"]),
    reportName: z.string().min(1),
    billingPeriod,
    /** Assembly id or execution id, with the time of the manifest where the id alone may repeat. */
    version: z.string().min(1),
    /** The manifest on disk, exactly as AWS wrote it. */
    manifest: z.string().min(1),
    files: z.array(syncedFile).min(1).readonly(),
    /** A file that appears at this path says that the delivery will not come; it is then passed over. */
    givenUp: z.string().min(1),
    /** Line items of earlier days are left out. */
    from: usageDate.nullable(),
  })
  .readonly();

export const accountName = z
  .object({
    accountId: z.string().regex(/^\d{12}$/),
    name: z.string().trim().min(1).max(256),
    /** Names of the organizational units from the root down; empty when unknown. */
    path: z.array(z.string()).readonly(),
    /** Management account of its organization; null when unknown. */
    payerAccountId: z.string().nullable(),
    state: accountState.nullable(),
  })
  .readonly();

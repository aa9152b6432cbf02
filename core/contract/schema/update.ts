import { z } from "zod";

/** Where updates of the app come from, and whether the user wants them. */
export const updateSource = z
  .object({
    /** Host that is asked; null where the build names none or cannot be updated from within. */
    host: z.string().nullable(),
  })
  .readonly();

/** A newer version that its makers signed. */
export const availableUpdate = z
  .object({
    version: z.string(),
    sizeBytes: z.number(),
    releasedAt: z.string().nullable(),
    /** Of the file, what an earlier download that was cancelled or broke off has left. */
    keptBytes: z.number(),
  })
  .readonly();

/** How far a download is: bytes that have arrived in all, those of an earlier one included. */
export const updateProgress = z.object({ receivedBytes: z.number() }).readonly();

import { z } from "zod";
import { JOB_KINDS, PHASES } from "../../job/job.ts";
import { failureValue } from "./failure.ts";

const progress = z
  .object({
    phase: z.enum(PHASES),
    fraction: z.number().nullable(),
    doneBytes: z.number(),
    totalBytes: z.number(),
    rows: z.number(),
    remainingMs: z.number().nullable(),
    subject: z.string().nullable(),
  })
  .readonly();

const state = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("queued") }).readonly(),
  z.object({ kind: z.literal("running"), progress }).readonly(),
  z.object({ kind: z.literal("succeeded"), result: z.unknown() }).readonly(),
  z
    .object({
      kind: z.literal("failed"),
      failure: failureValue,
    })
    .readonly(),
  z.object({ kind: z.literal("cancelled") }).readonly(),
]);

export const jobId = z.string().min(1);
export const jobSnapshot = z
  .object({
    id: jobId,
    job: z.enum(JOB_KINDS),
    title: z.string(),
    startedAt: z.string(),
    state,
  })
  .readonly();

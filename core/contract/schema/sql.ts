import { z } from "zod";
import { MAX_ROWS, MAX_STATEMENT } from "../../console/sql-answer.ts";

const consoleView = z
  .object({
    name: z.string(),
    meaning: z.string(),
    columns: z
      .array(
        z
          .object({
            name: z.string(),
            type: z.string(),
            meaning: z.string(),
            source: z.string().nullable(),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();

export const consoleViews = z.array(consoleView).readonly();

export const consoleSnapshot = z
  .object({
    key: z.string().min(1),
    file: z.string().min(1),
    reads: z.array(z.string()).readonly(),
    views: consoleViews,
  })
  .readonly();

export const sqlText = z.string().min(1).max(MAX_STATEMENT);

export const sqlQuestion = z
  .object({ text: sqlText, limit: z.number().int().min(1).max(MAX_ROWS) })
  .readonly();

export const sqlAnswer = z
  .object({
    columns: z
      .array(
        z
          .object({
            name: z.string(),
            type: z.string(),
            kind: z.enum(["decimal", "number", "text", "day", "instant", "boolean", "nested"]),
          })
          .readonly(),
      )
      .readonly(),
    rows: z.array(z.array(z.string().nullable()).readonly()).readonly(),
    cut: z.enum(["rows", "size"]).nullable(),
    elapsedMs: z.number(),
  })
  .readonly();

/** A query with its name, kept with the workspace. */
export const savedQuery = z
  .object({ id: z.string(), name: z.string().trim().min(1).max(120), text: sqlText, savedAt: z.string() })
  .readonly();

/** One run of the console, as its history shows it; `rows` is null where it failed. */
export const sqlRun = z
  .object({
    id: z.string(),
    text: sqlText,
    ranAt: z.string(),
    rows: z.number().int().nullable(),
    elapsedMs: z.number(),
  })
  .readonly();

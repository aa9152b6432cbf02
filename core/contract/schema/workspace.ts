import { z } from "zod";

export const workspace = z
  .object({
    id: z.string(),
    name: z.string(),
    directory: z.string(),
    createdAt: z.string(),
    openedAt: z.string().nullable(),
    sample: z.boolean(),
  })
  .readonly();

export const workspaceRemoval = z
  .object({ directory: z.string(), files: z.number(), sizeBytes: z.number(), secrets: z.number() })
  .readonly();

export const workspaceName = z.string().trim().min(1).max(120);

export const workspaceSchema = z
  .object({
    metrics: z
      .array(
        z
          .object({ id: z.string(), available: z.boolean(), missing: z.array(z.string()).readonly() })
          .readonly(),
      )
      .readonly(),
    dimensions: z
      .array(
        z
          .object({
            ref: z.string(),
            kind: z.enum(["fixed", "tag", "costCategory", "product"]),
            key: z.string(),
          })
          .readonly(),
      )
      .readonly(),
    currencies: z.array(z.string()).readonly(),
    range: z.object({ from: z.string(), to: z.string() }).readonly().nullable(),
  })
  .readonly();

export const preferences = z
  .object({
    theme: z.enum(["system", "light", "dark"]),
    onboardingDone: z.boolean(),
    locale: z.string().nullable(),
    railCollapsed: z.boolean(),
    /** How often cost accounts are synced while the app runs. */
    refresh: z.enum(["off", "hourly", "daily"]).default("daily"),
    /** Whether the user may be asked to look for a newer version of the app; without it nobody is asked for one. */
    updates: z.enum(["off", "ask"]).default("off"),
    /** Day on which the user was last asked to look for one. */
    updatesAskedOn: z.string().nullable().default(null),
  })
  .readonly();

/** A question with its name, kept with the workspace; `link` is the part of the address behind `#`. */
export const savedView = z
  .object({
    id: z.string(),
    name: z.string().trim().min(1).max(120),
    link: z.string().max(8_000),
    savedAt: z.string(),
  })
  .readonly();

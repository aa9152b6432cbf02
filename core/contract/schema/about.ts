import { z } from "zod";

/** Licences of what the app is made of, packages with the very same text together. */
export const notices = z
  .object({
    groups: z
      .array(
        z
          .object({
            /** SPDX id. */
            licence: z.string(),
            text: z.string(),
            packages: z.array(z.object({ name: z.string(), version: z.string() }).readonly()).readonly(),
          })
          .readonly(),
      )
      .readonly(),
    /** Electron's own page with the licences of Chromium and of all that is in it; null where it is not installed. */
    chromium: z.string().nullable(),
  })
  .readonly();

/** What the app wrote down when something in it failed or ended by itself, last first. */
export const crashLog = z
  .object({
    /** Folder of the log and, below it, of Chromium's dumps. */
    folder: z.string(),
    dumps: z.array(z.string()).readonly(),
    entries: z
      .array(z.object({ at: z.string(), event: z.string(), details: z.string() }).readonly())
      .readonly(),
  })
  .readonly();

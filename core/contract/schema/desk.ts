import { z } from "zod";
import { FAVOURITE_KINDS } from "../../favourite/favourite.ts";
import { dateRange } from "./common.ts";
import { filter } from "./cost.ts";

export const annotation = z
  .object({
    id: z.string().min(1).max(64),
    range: dateRange,
    text: z.string().trim().min(1).max(500),
    filters: z.array(filter).max(50).readonly(),
  })
  .readonly();

export const favourite = z
  .object({
    id: z.string().min(1).max(8_100),
    kind: z.enum(FAVOURITE_KINDS),
    name: z.string().trim().min(1).max(200),
    link: z.string().min(1).max(8_000),
  })
  .readonly();

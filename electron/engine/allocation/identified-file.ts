import { createHash } from "node:crypto";
import { keptFile } from "#core/cost/rollup/rollup.ts";
import type { Delivery } from "#core/delivery/delivery.ts";

/** Path of a file kept beside a delivery's line items for what `identity` stands for, relative to the workspace folder. */
export function identifiedFile(delivery: Delivery, kind: "cut" | "tags", identity: string): string {
  const hash = createHash("sha256").update(identity).digest("hex");
  return keptFile(delivery, `${kind}-${hash.slice(0, 24)}.parquet`);
}

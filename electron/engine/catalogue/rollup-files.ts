import { dirname, join } from "node:path";
import { dailyResourceFile } from "#core/cost/rollup/rollup.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { flushFile, flushFolder } from "../../disk/durable.ts";

/** The sums per resource lie in a file, which has to be on the disk before the transaction that tells of it. */
export async function flushRollups(delivery: Delivery, directory: string): Promise<void> {
  const file = join(directory, dailyResourceFile(delivery));
  await flushFile(file);
  await flushFolder(dirname(file));
}

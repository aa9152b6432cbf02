import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { isUsageDate, type UsageDate } from "#core/time/period.ts";
import { writeText } from "../../disk/named-errors.ts";

/** A file beside the sample's deliveries while months of it are still to be made; it holds the day the sample is of. */
const FILE = "sample-unfinished";

export async function markUnfinished(workspace: string, today: UsageDate): Promise<void> {
  await writeText(join(workspace, FILE), today);
}

export async function markFinished(workspace: string): Promise<void> {
  await rm(join(workspace, FILE), { force: true });
}

/** The day of a sample that was left unfinished; null when there is none. */
export async function unfinishedSample(workspace: string): Promise<UsageDate | null> {
  const day = await readFile(join(workspace, FILE), "utf8").catch(() => "");
  return isUsageDate(day) ? day : null;
}

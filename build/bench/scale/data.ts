import { join } from "node:path";
import { closedOptions, createWorld, type SampleWorld } from "#core/sample/world.ts";
import { addMonths, type BillingPeriod } from "#core/time/period.ts";
import { writeWorld } from "../../../electron/engine/sample/write-sample.ts";

export const SCALE_MONTHS = 36;
const LAST_PERIOD = "2026-10";
const ROWS_PER_FILE = 250_000;

/** A company of three years that comes to about so many line items, all of them by the hour. */
export type Scale = { readonly rows: number; readonly seed: number };

/** Its billing periods, oldest first. */
export const SCALE_PERIODS: readonly BillingPeriod[] = Array.from({ length: SCALE_MONTHS }, (_, at) =>
  addMonths(LAST_PERIOD, at - SCALE_MONTHS + 1),
);

/** What the generator knows of the month that it wrote. */
export type WrittenMonth = {
  readonly directory: string;
  readonly rows: number;
  readonly unblended: string;
};

export type MonthToWrite = { readonly period: BillingPeriod; readonly directory: string };

/** Writes the delivery of one month, so that no more than one has to lie on the disk. */
export async function writeScaleMonth(
  world: SampleWorld,
  { period, directory }: MonthToWrite,
): Promise<WrittenMonth> {
  const folder = join(directory, period);
  const { totals } = await writeWorld(world, {
    directory: folder,
    months: [period],
    format: "legacy",
    options: { rowsPerFile: ROWS_PER_FILE },
  });
  return {
    directory: folder,
    rows: totals.overall.rows,
    unblended: totals.overall.metrics["unblended"] ?? "",
  };
}

export function scaleWorld({ rows, seed }: Scale): SampleWorld {
  return createWorld({
    ...closedOptions(LAST_PERIOD, SCALE_MONTHS),
    seed: String(seed),
    rows,
    hourlyMonths: SCALE_MONTHS,
  });
}

import { readdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { AppError, fail, failure } from "#core/result/failure.ts";
import type { SampleFormat } from "#core/sample/report.ts";
import type { SampleTotals } from "#core/sample/totals.ts";
import {
  closedOptions,
  DEFAULT_MONTHS,
  DEFAULT_SEED,
  monthsFor,
  type WorldOptions,
} from "#core/sample/world.ts";
import { addMonths, isBillingPeriod, periodOf } from "#core/time/period.ts";
import { writingTo } from "../../engine/files/disk-full.ts";
import {
  writeSample,
  type WriteSampleRequest,
  type WrittenSample,
} from "../../engine/sample/write-sample.ts";
import { count, moneyColumn } from "../money.ts";
import { createProgressBar } from "../progress-bar.ts";
import { sampleDeliveries, sampleExtras, type SampleDelivery } from "../sample-deliveries.ts";
import { table, type TableColumn } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { parse, positiveInteger, UsageError, type Command } from "../usage.ts";

const FORMATS = ["legacy", "cur2", "focus"] as const;

const HELP = `
cloudspend sample - write the bills of a made-up company, with manifests as AWS lays them out

Usage: cloudspend sample DIR [--rows N] [--months N] [--seed S] [--format legacy|cur2|focus] [--parquet]
                             [--last YYYY-MM] [--with EXTRA,...] [--json]

  DIR               a new or empty folder
  --rows N          number of line items over all months; without it that of the usual company
  --months N        number of billing periods; without it ${DEFAULT_MONTHS}, or as many as the rows fill
  --seed S          another seed makes another company; the same options make the same bytes
  --format F        legacy (without it), cur2 or focus
  --parquet         Parquet instead of gzipped CSV
  --last YYYY-MM    the newest billing period; without it last month
  --with EXTRAS     what the company has besides, separated by commas:
                      split-costs       split cost allocation data of its containers (CUR only; there without --rows)
                      discount-columns  the private discount in columns instead of rows of its own
                      currencies        two subsidiaries with payers of their own, in euros and yen
                      restatement       the last month but one a second time, as AWS corrected it: the deliveries lie
                                        in DIR/first and DIR/second, to be imported one after the other
                      waste             waste of every kind that findings know, and what only looks like it
  --json            { "directory": ..., "files": [...], "totals": {...}, "deliveries": [{ "directory": ...,
                    "totals": {...} }, ...] }; the totals are those of the first delivery

The totals are added up while the line items are made, not read back from the files.
`;

export const sampleCommand: Command = {
  name: "sample",
  summary: "write the bills of a made-up company, to try things with",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, {
      rows: { type: "string" },
      months: { type: "string" },
      seed: { type: "string" },
      format: { type: "string" },
      parquet: { type: "boolean" },
      last: { type: "string" },
      with: { type: "string" },
      json: { type: "boolean" },
    });
    const [path, ...others] = positionals;
    if (path === undefined) throw new UsageError("the folder to write to is missing");
    if (others.length > 0) throw new UsageError(`"${others[0] ?? ""}" is one argument too many`);
    const rows = positiveInteger(values.rows, "--rows");
    const months = positiveInteger(values.months, "--months") ?? monthsFor(rows);
    if (months > 120) throw new UsageError("--months must not be above 120");
    const world: WorldOptions = {
      ...closedOptions(lastPeriod(values.last, terminal), months),
      seed: values.seed ?? DEFAULT_SEED,
      ...(rows === null ? { splitCosts: true } : { rows }),
    };
    const deliveries = sampleDeliveries(world, sampleExtras(values.with));
    const report = { format: formatOf(values.format), options: { parquet: values.parquet === true } };
    const directory = resolve(terminal.directory, path);
    const written = await writeInto(directory, deliveries, report, terminal);
    terminal.out(values.json === true ? json(directory, written) : summary(directory, written));
    return 0;
  },
};

function lastPeriod(text: string | undefined, terminal: Terminal): string {
  if (text === undefined) return addMonths(periodOf(terminal.now().toISOString()), -1);
  if (!isBillingPeriod(text)) throw new UsageError(`--last must be a month like 2024-01, not "${text}"`);
  return text;
}

function formatOf(text: string | undefined): SampleFormat {
  const found = FORMATS.find((format) => format === (text ?? "legacy").toLowerCase());
  if (found === undefined)
    throw new UsageError(`there is no format "${text ?? ""}", only ${FORMATS.join(", ")}`);
  return found;
}

type Written = WrittenSample & { readonly directory: string };

/** Leaves nothing behind in a folder it could not fill. */
async function writeInto(
  directory: string,
  deliveries: readonly SampleDelivery[],
  report: Pick<WriteSampleRequest, "format" | "options">,
  terminal: Terminal,
): Promise<readonly Written[]> {
  const present = await entriesOf(directory);
  if (present !== null && present.length > 0) throw new UsageError(`${directory} is not empty`);
  const bar = createProgressBar(terminal);
  try {
    const all: Written[] = [];
    for (const [index, { folder, ...delivery }] of deliveries.entries()) {
      const target = join(directory, folder);
      const written = await writingTo(directory, () =>
        writeSample({
          ...report,
          ...delivery,
          directory: target,
          signal: terminal.signal,
          onProgress: ({ monthsDone, months, billingPeriod }) => {
            const fraction = (index + monthsDone / months) / deliveries.length;
            bar.show({ fraction, phase: "generating", subject: billingPeriod });
          },
        }),
      );
      all.push({ ...written, directory: target });
    }
    return all;
  } catch (error) {
    for (const name of (await entriesOf(directory)) ?? [])
      await rm(resolve(directory, name), { recursive: true });
    if (present === null) await rm(directory, { recursive: true, force: true });
    if (terminal.signal.aborted) throw new AppError(failure("cancelled", {}));
    throw error;
  } finally {
    bar.clear();
  }
}

/** Names in the folder; `null` when there is no such folder. */
async function entriesOf(directory: string): Promise<readonly string[] | null> {
  try {
    return await readdir(directory);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ENOENT") return null;
    const cause = error instanceof Error ? error.message : String(error);
    return fail("file.unreadable", { path: directory, cause });
  }
}

function json(directory: string, written: readonly Written[]): string {
  const deliveries = written.map(({ directory: place, totals }) => ({ directory: place, totals }));
  const files = written.flatMap((delivery) => delivery.files);
  return `${JSON.stringify({ directory, files, totals: written[0]?.totals, deliveries }, null, 2)}\n`;
}

function summary(directory: string, written: readonly Written[]): string {
  const tables = written.map(({ totals }) => `${totalsTable(totals)}\n`);
  const files = written.reduce((sum, delivery) => sum + delivery.files.length, 0);
  const splitRows = written
    .flatMap(({ totals }) => Object.values(totals.splitRows))
    .reduce((sum, rows) => sum + rows, 0);
  const besides =
    splitRows === 0
      ? ""
      : `Besides, ${count(splitRows)} line items of split cost allocation data, which repeat costs and do not count.\n`;
  return `${tables.join("")}${besides}Wrote ${count(files)} files to ${directory}\n`;
}

function totalsTable({ byPeriod, overall, currency }: SampleTotals): string {
  const metrics = Object.keys(overall.metrics);
  const columns: readonly TableColumn[] = [
    { name: "Period", align: "left" },
    { name: "Line items", align: "right" },
    ...metrics.map((metric) => ({ name: `${metric} (${currency})`, align: "right" as const })),
  ];
  const periods = [...Object.entries(byPeriod), ["Total", overall] as const];
  const amounts = metrics.map((metric) =>
    moneyColumn(periods.map(([, sums]) => sums.metrics[metric] ?? null)),
  );
  const rows = periods.map(([period, sums], index) =>
    [period, count(sums.rows)].concat(amounts.map((column) => column[index] ?? "")),
  );
  return table(columns, rows.slice(0, -1), rows.at(-1));
}

import { readdir, rm } from "node:fs/promises";
import { resolve } from "node:path";
import { AppError, fail, failure } from "#core/result/failure.ts";
import type { SampleFormat } from "#core/sample/report.ts";
import type { SampleTotals } from "#core/sample/totals.ts";
import { closedOptions, DEFAULT_MONTHS, DEFAULT_SEED, monthsFor } from "#core/sample/world.ts";
import { addMonths, isBillingPeriod, periodOf } from "#core/time/period.ts";
import { writingTo } from "../../engine/files/disk-full.ts";
import {
  writeSample,
  type WriteSampleRequest,
  type WrittenSample,
} from "../../engine/sample/write-sample.ts";
import { count, moneyColumn } from "../money.ts";
import { createProgressBar } from "../progress-bar.ts";
import { table, type TableColumn } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { parse, positiveInteger, UsageError, type Command } from "../usage.ts";

const FORMATS = ["legacy", "cur2", "focus"] as const;

const HELP = `
cloudspend sample - write the bills of a made-up company, with manifests as AWS lays them out

Usage: cloudspend sample DIR [--rows N] [--months N] [--seed S] [--format legacy|cur2|focus] [--parquet]
                             [--last YYYY-MM] [--json]

  DIR               a new or empty folder
  --rows N          number of line items over all months; without it that of the usual company
  --months N        number of billing periods; without it ${DEFAULT_MONTHS}, or as many as the rows fill
  --seed S          another seed makes another company; the same options make the same bytes
  --format F        legacy (without it), cur2 or focus
  --parquet         Parquet instead of gzipped CSV
  --last YYYY-MM    the newest billing period; without it last month
  --json            { "directory": ..., "files": [...], "totals": {...} }

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
      json: { type: "boolean" },
    });
    const [path, ...others] = positionals;
    if (path === undefined) throw new UsageError("the folder to write to is missing");
    if (others.length > 0) throw new UsageError(`"${others[0] ?? ""}" is one argument too many`);
    const rows = positiveInteger(values.rows, "--rows");
    const months = positiveInteger(values.months, "--months") ?? monthsFor(rows);
    if (months > 120) throw new UsageError("--months must not be above 120");
    const request: Omit<WriteSampleRequest, "directory"> = {
      world: {
        ...closedOptions(lastPeriod(values.last, terminal), months),
        seed: values.seed ?? DEFAULT_SEED,
        ...(rows === null ? {} : { rows }),
      },
      format: formatOf(values.format),
      options: { parquet: values.parquet === true },
    };
    const directory = resolve(terminal.directory, path);
    const written = await writeInto(directory, request, terminal);
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

/** Leaves nothing behind in a folder it could not fill. */
async function writeInto(
  directory: string,
  request: Omit<WriteSampleRequest, "directory">,
  terminal: Terminal,
): Promise<WrittenSample> {
  const present = await entriesOf(directory);
  if (present !== null && present.length > 0) throw new UsageError(`${directory} is not empty`);
  const bar = createProgressBar(terminal);
  try {
    return await writingTo(directory, () =>
      writeSample({
        ...request,
        directory,
        signal: terminal.signal,
        onProgress: ({ monthsDone, months, billingPeriod }) =>
          bar.show({ fraction: monthsDone / months, phase: "generating", subject: billingPeriod }),
      }),
    );
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

function json(directory: string, { files, totals }: WrittenSample): string {
  return `${JSON.stringify({ directory, files, totals }, null, 2)}\n`;
}

function summary(directory: string, { files, totals }: WrittenSample): string {
  return `${totalsTable(totals)}\nWrote ${count(files.length)} files to ${directory}\n`;
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

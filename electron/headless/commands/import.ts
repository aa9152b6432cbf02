import { stat, rm } from "node:fs/promises";
import { resolve } from "node:path";
import { importReport } from "#core/contract/schema/import.ts";
import type { ImportReport, PeriodSummary, SkippedPath } from "#core/ingest/import-report.ts";
import { oneSentence } from "#core/result/sentence.ts";
import type { FailureCode } from "#core/result/codes.ts";
import { followJob } from "../follow-job.ts";
import { withEngine } from "../local-engine.ts";
import { inOrder, periodJson, periodTable } from "../period-table.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { parse, required, UsageError, type Command } from "../usage.ts";

const HELP = `
cloudspend import - read AWS cost files into a workspace

Usage: cloudspend import PATH... --workspace DIR [--leave-out FILE]... [--json]

  PATH              a folder (searched for manifests first), a manifest, or a .csv, .csv.gz, .zip or .parquet file
  --workspace DIR   the workspace folder; it is made if it is not there
  --leave-out FILE  do not read this file, for example one of two overlapping ones; may be repeated
  --json            { "periods": [...], "skipped": [...], "warnings": [...] }

A billing period is replaced as a whole or left as it was. Files that are named and cannot be read, and damaged
files anywhere, make the exit code 1; the other periods are imported all the same. Other files in a folder that
are no cost report are listed as skipped. Your files are only ever read.
`;

/** Found beside reports in a folder, these are ordinary; named by the user they are not. */
const ORDINARY: ReadonlySet<FailureCode> = new Set(["file.unknown_kind", "cur.not_a_report", "cur.no_rows"]);

export const importCommand: Command = {
  name: "import",
  summary: "read AWS cost files into a workspace",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, {
      workspace: { type: "string" },
      "leave-out": { type: "string", multiple: true },
      json: { type: "boolean" },
    });
    const directory = resolve(terminal.directory, required(values.workspace, "--workspace"));
    if (positionals.length === 0) throw new UsageError("there is no path to import");
    const paths = positionals.map((path) => resolve(terminal.directory, path));
    const leaveOut = (values["leave-out"] ?? []).map((path) => resolve(terminal.directory, path));
    const report = await importInto(directory, paths, leaveOut, terminal);
    write(report, values.json === true, terminal);
    return conclude(report, paths, terminal);
  },
};

/** Imports paths; a folder that was made for it is taken away again when nothing came into it. */
export async function importInto(
  directory: string,
  paths: readonly string[],
  leaveOut: readonly string[],
  terminal: Terminal,
): Promise<ImportReport> {
  const wasThere = await exists(directory);
  let isFilled = false;
  try {
    return await withEngine(terminal, async (client) => {
      await client.workspace.open({ directory });
      try {
        const id = await client.imports.start({ paths, leaveOut });
        const report = importReport.parse(await followJob(client, id, terminal));
        return withUnchanged(report, await client.periods.list());
      } finally {
        isFilled = (await client.periods.list()).length > 0;
      }
    });
  } finally {
    if (!wasThere && !isFilled) await rm(directory, { recursive: true, force: true });
  }
}

/** To a script, a period that was held already is as good as one that was imported now. */
function withUnchanged(report: ImportReport, held: readonly PeriodSummary[]): ImportReport {
  const unchanged = held.filter(({ deliveryId }) => report.unchanged.includes(deliveryId));
  return { ...report, periods: [...report.periods, ...unchanged] };
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function write(report: ImportReport, isJson: boolean, terminal: Terminal): void {
  const periods = inOrder(report.periods);
  if (isJson) {
    const skipped = report.skipped.map(({ path, billingPeriod, failure }) => ({
      path,
      billingPeriod,
      code: failure.code,
      message: oneSentence(failure),
      params: failure.params,
    }));
    const document = { periods: periods.map(periodJson), skipped, warnings: report.warnings };
    terminal.out(`${JSON.stringify(document, null, 2)}\n`);
    return;
  }
  if (periods.length > 0) terminal.out(periodTable(periods));
  for (const { failure } of report.skipped) terminal.out(`Skipped: ${oneSentence(failure)}\n`);
  for (const { message } of report.warnings) terminal.out(`Note: ${message}\n`);
}

/** Tells of what could not be read; 1 where the user has to know. */
export function conclude(report: ImportReport, named: readonly string[], terminal: Terminal): ExitCode {
  const isEmpty = report.periods.length === 0;
  const bad = report.skipped.filter((skipped) => isEmpty || isBad(skipped, named));
  const [first, ...others] = bad;
  if (first === undefined) return 0;
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  terminal.err(`cloudspend: ${oneSentence(first.failure).replace(/\.$/, "")}${more}.\n`);
  return 1;
}

function isBad({ path, failure }: SkippedPath, named: readonly string[]): boolean {
  return named.includes(path) || !ORDINARY.has(failure.code);
}

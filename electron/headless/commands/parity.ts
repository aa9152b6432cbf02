import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { importReport } from "#core/contract/schema/import.ts";
import { METRIC_IDS } from "#core/cost/metric/metric-id.ts";
import { compare } from "#core/money/decimal.ts";
import { foldCells, sumOf } from "#core/parity/explain-parity.ts";
import {
  PARITY_DIMENSIONS,
  type ParityAnswer,
  type ParityDimension,
  type ParityLineAnswer,
  type ParityMetric,
  type ParityPair,
} from "#core/parity/parity.ts";
import { AppError } from "#core/result/failure.ts";
import type { EngineClient } from "../../transport/client.ts";
import { followJob } from "../follow-job.ts";
import { withEngine } from "../local-engine.ts";
import { count, moneyColumn } from "../money.ts";
import { NO_VALUE, parityRow } from "../parity-row.ts";
import { table } from "../table.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { parse, positiveInteger, UsageError, type Command } from "../usage.ts";
import { withWorkspace } from "../workspace-option.ts";

const LINES = 50;
const MOST_LINES = 1_000;

const HELP = `
cloudspend parity - two formats of the same month side by side

Usage: cloudspend parity DIR_A DIR_B [--metric M] [--by D] [--currency C] [--json]
       cloudspend parity --workspace DIR [...]

  DIR_A DIR_B       the same months as legacy CUR, CUR 2.0 or FOCUS; read into a workspace that is thrown away
  --workspace DIR   the months that a workspace has in two formats instead
  --metric M        any metric of "query" but usageAmount; without it netUnblended, which every format knows
  --by D            ${PARITY_DIMENSIONS.join(", ")}; without it service
  --currency C      in this currency where there are several
  --rows VALUE      also the line items behind one row of the table, by its first column: those that differ, largest
                    difference first; matched by day, account, service, kind, usage type, operation and resource
  --limit N         line items of each month at most, up to ${MOST_LINES}; without it ${LINES}
  --json            { "pairs": [{ "billingPeriod", "left", "right", "answer": { "cells", ... }, "lines": null, or
                    { "lines", "count", "alike", "total" } }] }

Each difference is explained by what is known of the formats (covered usage and its negation, private discounts, unused
commitments, names of services, rounding within its bound) or listed as unexplained. Exits with 1 when something is
unexplained, or no month is there in two formats.

Example: cloudspend parity ./legacy ./focus --by account
         cloudspend parity ./legacy ./focus --rows AmazonEC2 --limit 20
`;

type Compared = ParityPair & { readonly answer: ParityAnswer; readonly lines: ParityLineAnswer | null };
type Asked = {
  readonly metric: ParityMetric;
  readonly currency: string | null;
  readonly by: ParityDimension;
  /** The row whose line items are asked for. */
  readonly rows: string | null;
  readonly limit: number;
};

export const parityCommand: Command = {
  name: "parity",
  summary: "two formats of the same month side by side",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, {
      workspace: { type: "string" },
      metric: { type: "string" },
      by: { type: "string" },
      currency: { type: "string" },
      rows: { type: "string" },
      limit: { type: "string" },
      json: { type: "boolean" },
    });
    const by = dimensionOf(values.by);
    const asked: Asked = {
      metric: moneyMetric(values.metric),
      currency: values.currency?.toUpperCase() ?? null,
      by,
      rows: values.rows ?? null,
      limit: positiveInteger(values.limit, "--limit") ?? LINES,
    };
    if (asked.limit > MOST_LINES) throw new UsageError(`--limit must be ${MOST_LINES} at most`);
    if (values.limit !== undefined && asked.rows === null)
      throw new UsageError("--limit is for the line items that --rows asks for");
    const [first, second, ...others] = positionals;
    const isWorkspace = values.workspace !== undefined;
    if (isWorkspace ? first !== undefined : second === undefined || others.length > 0)
      throw new UsageError("give two folders, or --workspace alone");
    const folders = positionals.map((path) => resolve(terminal.directory, path));
    const pairs =
      values.workspace === undefined
        ? await compareFolders(folders, asked, terminal)
        : await withWorkspace(values.workspace, terminal, (client) => compareAll(client, asked));
    if (pairs.length === 0) {
      terminal.err("cloudspend: no month of the same payer is there in two formats.\n");
      return 1;
    }
    terminal.out(
      values.json === true
        ? `${JSON.stringify({ pairs }, null, 2)}\n`
        : pairs.map((pair) => `${textOf(pair, by)}${linesText(pair, asked)}`).join("\n"),
    );
    return conclude(pairs, terminal);
  },
};

function moneyMetric(text: string | undefined): ParityMetric {
  const wanted = (text ?? "netUnblended").replaceAll("-", "").toLowerCase();
  const found = METRIC_IDS.filter((id): id is ParityMetric => id !== "usageAmount").find(
    (id) => id.toLowerCase() === wanted,
  );
  if (found === undefined) throw new UsageError(`formats cannot be compared by "${text ?? ""}"`);
  return found;
}

function dimensionOf(text: string | undefined): ParityDimension {
  const found = PARITY_DIMENSIONS.find((id) => id === (text ?? "service").toLowerCase());
  if (found === undefined)
    throw new UsageError(`--by must be one of ${PARITY_DIMENSIONS.join(", ")}, not "${text ?? ""}"`);
  return found;
}

/** Nothing of it stays on disk. */
async function compareFolders(
  folders: readonly string[],
  asked: Asked,
  terminal: Terminal,
): Promise<readonly Compared[]> {
  const parent = await mkdtemp(join(tmpdir(), "cloudspend-parity-"));
  try {
    return await withEngine(terminal, async (client) => {
      await client.workspace.open({ directory: join(parent, "workspace") });
      for (const folder of folders) {
        const id = await client.imports.start({ paths: [folder], leaveOut: [] });
        const { periods, skipped } = importReport.parse(await followJob(client, id, terminal));
        const [first] = skipped;
        if (periods.length === 0 && first !== undefined) throw new AppError(first.failure);
      }
      return compareAll(client, asked);
    });
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
}

async function compareAll(client: EngineClient, asked: Asked): Promise<readonly Compared[]> {
  const compared: Compared[] = [];
  for (const pair of await client.parity.pairs()) {
    const ids = { leftId: pair.left.deliveryId, rightId: pair.right.deliveryId };
    const { metric, currency, by, rows, limit } = asked;
    const answer = await client.parity.compare({ ...ids, metric, currency });
    const lines =
      answer.missing.length > 0 || rows === null
        ? null
        : await client.parity.lines({
            ...ids,
            metric,
            currency,
            by,
            value: parityRow(answer, by, rows),
            offset: 0,
            limit,
          });
    compared.push({ ...pair, answer, lines });
  }
  return compared;
}

function linesText({ left, right, lines }: Compared, { rows }: Asked): string {
  if (lines === null) return "";
  const head = `\nLine items of ${rows ?? ""}: ${count(lines.count)} differ, ${count(lines.alike)} are alike\n`;
  if (lines.count === 0) return head;
  const all = [...lines.lines, lines.total];
  const columns = [
    moneyColumn(all.map((line) => line.left)),
    moneyColumn(all.map((line) => line.right)),
    moneyColumn(all.map((line) => line.difference)),
  ];
  const amounts = (at: number): readonly string[] => columns.map((column) => column[at] ?? "");
  const cells = lines.lines.map(({ key }, at) => [
    key.day ?? "",
    key.account ?? "",
    key.usageType ?? key.group ?? "",
    key.operation ?? "",
    key.resourceId ?? "",
    ...amounts(at),
  ]);
  return `${head}${table(
    [
      { name: "Day", align: "left" },
      { name: "Account", align: "left" },
      { name: "Usage", align: "left" },
      { name: "Operation", align: "left" },
      { name: "Resource", align: "left" },
      { name: left.format, align: "right" },
      { name: right.format, align: "right" },
      { name: "Difference", align: "right" },
    ],
    cells,
    ["All that differ", "", "", "", "", ...amounts(lines.lines.length)],
  )}`;
}

function textOf({ billingPeriod, left, right, answer }: Compared, by: ParityDimension): string {
  const head = `${billingPeriod}: ${left.reportName} (${left.format}, ${count(answer.rowsLeft)} line items) and ${right.reportName} (${right.format}, ${count(answer.rowsRight)} line items)\n`;
  if (answer.missing.length > 0)
    return `${head}${answer.missing.map(({ format, columns }) => `${format} has no ${columns.join(", ")}.\n`).join("")}`;
  const rows = [...foldCells(answer.cells, by), { ...sumOf(answer.cells), value: "Total" }];
  const columns = [
    moneyColumn(rows.map((row) => row.left)),
    moneyColumn(rows.map((row) => row.right)),
    moneyColumn(rows.map((row) => row.difference)),
    moneyColumn(rows.map((row) => row.unexplained)),
  ];
  const cells = rows.map(({ value, explained }, at) => [
    value ?? NO_VALUE,
    ...columns.map((column) => column[at] ?? ""),
    explained.map(({ rule, amount }) => `${rule} ${amount}`).join("; "),
  ]);
  return `${head}${table(
    [
      { name: `${by} (${answer.currency ?? "no currency"})`, align: "left" },
      { name: left.format, align: "right" },
      { name: right.format, align: "right" },
      { name: "Difference", align: "right" },
      { name: "Unexplained", align: "right" },
      { name: "Explained by", align: "left" },
    ],
    cells.slice(0, -1),
    cells.at(-1),
  )}`;
}

function conclude(pairs: readonly Compared[], terminal: Terminal): ExitCode {
  const off = pairs.filter(({ answer }) =>
    answer.cells.some(({ unexplained }) => compare(unexplained, "0.0") !== 0),
  );
  if (off.length > 0)
    terminal.err(
      `cloudspend: differences of ${off.map(({ billingPeriod }) => billingPeriod).join(", ")} are not explained.\n`,
    );
  return off.length > 0 || pairs.some(({ answer }) => answer.missing.length > 0) ? 1 : 0;
}

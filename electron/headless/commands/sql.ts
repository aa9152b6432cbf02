import { DEFAULT_ROWS, MAX_ROWS, tableOf, type SqlAnswer, type SqlColumn } from "#core/console/sql-answer.ts";
import { tableCsv } from "#core/export/table-text.ts";
import { createSqlConsole } from "../../host/sql/sql-console.ts";
import { forkConsole } from "../../host/sql/fork-console.ts";
import { table } from "../table.ts";
import { parse, positiveInteger, required, UsageError, type Command } from "../usage.ts";
import { withWorkspace } from "../workspace-option.ts";

const HELP = `
Usage: npm run -s cloudspend -- sql --workspace <folder> <statement> [options]

Runs one query over read-only views of the line items and the roll-ups, in a process of its own that can
read nothing else, write nothing and reach no network. SHOW TABLES lists the views, DESCRIBE <view> their
columns.

Options:
  --workspace <folder>  the workspace to ask
  --limit <n>           rows at most: ${DEFAULT_ROWS} unless told, ${MAX_ROWS} at most
  --json                one JSON document: columns, rows as exact text, cut, elapsedMs
  --csv                 CSV with a header, safe to open in a spreadsheet

Example:
  cloudspend sql --workspace acme "SELECT service, sum(amortized) FROM daily GROUP BY service ORDER BY 2 DESC"
`;

export const sqlCommand: Command = {
  name: "sql",
  summary: "one SQL query over the line items and their sums",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, {
      workspace: { type: "string" },
      limit: { type: "string" },
      json: { type: "boolean" },
      csv: { type: "boolean" },
    });
    const workspace = required(values.workspace, "--workspace");
    const [text, more] = positionals;
    if (text === undefined || text.trim() === "") throw new UsageError("the statement is missing");
    if (more !== undefined) throw new UsageError("there is more than one statement; put it in quotes");
    const limit = positiveInteger(values.limit, "--limit") ?? DEFAULT_ROWS;
    if (limit > MAX_ROWS) throw new UsageError(`--limit must be at most ${MAX_ROWS}`);
    if (values.json === true && values.csv === true)
      throw new UsageError("--json and --csv exclude each other");
    const answer = await withWorkspace(workspace, terminal, async (client) => {
      const console = createSqlConsole({
        start: forkConsole(terminal.consoleProgram, terminal.err),
        snapshot: () => client.sql.snapshot(),
      });
      try {
        return await console.run({ text, limit }, terminal.signal);
      } finally {
        console.close();
      }
    });
    if (values.json === true) terminal.out(`${JSON.stringify(answer, null, 2)}\n`);
    else if (values.csv === true) terminal.out(tableCsv({ title: "", ...tableOf(answer) }));
    else terminal.out(asTable(answer));
    if (answer.cut !== null) terminal.err(`${cutWords(answer)}\n`);
    return 0;
  },
};

function asTable({ columns, rows }: SqlAnswer): string {
  const heads = columns.map((column) => ({ name: column.name, align: alignOf(column) }));
  return table(
    heads,
    rows.map((row) => row.map((cell) => (cell ?? "NULL").replace(/\s+/g, " "))),
  );
}

function alignOf({ kind }: SqlColumn): "left" | "right" {
  return kind === "decimal" || kind === "number" ? "right" : "left";
}

function cutWords({ cut, rows }: SqlAnswer): string {
  return cut === "rows"
    ? `Only the first ${rows.length} rows are shown; --limit raises that up to ${MAX_ROWS}.`
    : "The result is too large to be shown whole; long texts or the last rows are left out.";
}

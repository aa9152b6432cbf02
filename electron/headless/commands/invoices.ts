import { basename, resolve } from "node:path";
import { fail } from "#core/result/failure.ts";
import { accountIn } from "#core/tie-out/invoice-cells.ts";
import { guessMapping, guessMark, readInvoices, readInvoiceTable } from "#core/tie-out/invoice-csv.ts";
import type { Invoice } from "#core/tie-out/invoice.ts";
import type { TieOutLedger, TieOutLine, VariancePart } from "#core/tie-out/tie-out.ts";
import { isWorkspace } from "../../engine/workspace/workspace-file.ts";
import { readTableFile } from "../../host/table-file.ts";
import { invoiceCollection } from "../../host/tie-out.ts";
import { moneyColumn } from "../money.ts";
import { table } from "../table.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { noMore, parse, required, UsageError, type Command } from "../usage.ts";
import { withWorkspace } from "../workspace-option.ts";

const HELP = `
cloudspend invoices - hold what AWS invoiced against the line items

Usage: cloudspend invoices --workspace DIR [--file CSV] [--keep] [--payer ID] [--currency C] [--json]

  --workspace DIR   the workspace folder; the invoices kept with it take part
  --file CSV        invoices besides: month, payer, invoice id, issued by, total, tax, currency, exchange rate, note;
                    columns are found by the words of their headers, one of the same id replaces a kept one
  --keep            keeps those of the file with the workspace
  --payer ID        payer account of rows that name none
  --currency C      currency of rows that name none
  --json            { "months": [{ "billingPeriod", "payerAccountId", "finality", "sums", "lines": [{ "invoiceId",
                    "state", "bill", "parts", "invoiced", "variance", "why" }] }], "refused": [{ "row", "problems" }] }

"why" takes the variance (invoice less bill) apart, to the last digit: charges that are not on the invoice, charges the
bill has elsewhere, tax, rounding within its bound, and what stays unexplained. Exits with 1 when something is
unexplained, a row cannot be read, or an invoice is not in the bill.

Example: cloudspend invoices --workspace ./acme --file invoices-2024.csv
`;

type Refused = { readonly row: number; readonly problems: readonly string[] };
type Read = { readonly invoices: readonly Invoice[]; readonly refused: readonly Refused[] };

export const invoicesCommand: Command = {
  name: "invoices",
  summary: "hold what AWS invoiced against the line items",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, {
      workspace: { type: "string" },
      file: { type: "string" },
      keep: { type: "boolean" },
      payer: { type: "string" },
      currency: { type: "string" },
      json: { type: "boolean" },
    });
    noMore(positionals);
    const workspace = required(values.workspace, "--workspace");
    const directory = resolve(terminal.directory, workspace);
    if (!(await isWorkspace(directory))) fail("workspace.not_found", { path: directory });
    if (values.keep === true && values.file === undefined) throw new UsageError("--keep needs --file");
    const payerAccountId = payerOf(values.payer);
    const { invoices, refused } =
      values.file === undefined
        ? { invoices: [], refused: [] }
        : await read(resolve(terminal.directory, values.file), {
            payerAccountId,
            currency: values.currency?.toUpperCase() ?? null,
          });
    const collection = invoiceCollection(() => directory);
    if (values.keep === true) await collection.saveAll(invoices);
    const fresh = new Set(invoices.map(({ id }) => id));
    const all = [...invoices, ...(await collection.list()).filter(({ id }) => !fresh.has(id))];
    const ledger = await withWorkspace(workspace, terminal, (client) =>
      client.tieOut.ledger({ invoices: all }, { signal: terminal.signal }),
    );
    terminal.out(
      values.json === true ? `${JSON.stringify({ ...ledger, refused }, null, 2)}\n` : tableOf(ledger),
    );
    return conclude(ledger, refused, terminal);
  },
};

function payerOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  const id = accountIn(text);
  if (id === null) throw new UsageError(`--payer must be an account id of 12 digits, not "${text}"`);
  return id;
}

async function read(
  path: string,
  defaults: { readonly payerAccountId: string | null; readonly currency: string | null },
): Promise<Read> {
  const held = await readTableFile(path);
  if (held.kind === "refused") return fail("invoices.unreadable", { path, cause: held.why });
  const file = readInvoiceTable(held.text);
  const mapping = guessMapping(file.header);
  if (mapping.total === null || mapping.billingPeriod === null)
    throw new UsageError(`"${path}" has no column for the ${mapping.total === null ? "total" : "month"}`);
  const rows = readInvoices(file, mapping, {
    ...defaults,
    mark: guessMark(file, mapping),
    source: basename(path),
  });
  return {
    invoices: rows.flatMap((row) => (row.kind === "invoice" ? [row.invoice] : [])),
    refused: rows.flatMap((row) =>
      row.kind === "refused" ? [{ row: row.row, problems: row.problems }] : [],
    ),
  };
}

function tableOf({ months }: TieOutLedger): string {
  const lines = months.flatMap((month) => month.lines.map((line) => ({ month, line })));
  const column = (pick: (line: TieOutLine) => string | null) =>
    moneyColumn(lines.map(({ line }) => pick(line))).map((text, at) =>
      lines[at] !== undefined && pick(lines[at].line) === null ? "-" : text,
    );
  const columns = [
    column(({ bill }) => bill?.amount ?? null),
    column(({ invoiced }) => invoiced),
    column(({ variance }) => variance),
  ];
  return table(
    [
      { name: "Month", align: "left" },
      { name: "Payer", align: "left" },
      { name: "Invoice", align: "left" },
      { name: "Currency", align: "left" },
      { name: "Bill", align: "right" },
      { name: "Invoiced", align: "right" },
      { name: "Variance", align: "right" },
      { name: "State", align: "left" },
      { name: "Why", align: "left" },
    ],
    lines.map(({ month, line }, at) => [
      month.billingPeriod,
      month.payerAccountId ?? "-",
      line.invoiceId ?? line.invoice?.entity ?? "-",
      line.currency ?? line.invoice?.currency ?? "-",
      ...columns.map((cells) => cells[at] ?? ""),
      line.state,
      line.why.map(wordsOf).join("; "),
    ]),
  );
}

function wordsOf(part: VariancePart): string {
  const name = "part" in part ? part.part : part.kind === "elsewhere" ? (part.invoiceId ?? "open") : "";
  return `${part.kind}${name === "" ? "" : ` ${name}`} ${part.amount}`;
}

function conclude({ months }: TieOutLedger, refused: readonly Refused[], terminal: Terminal): ExitCode {
  for (const { row, problems } of refused)
    terminal.err(`cloudspend: row ${row} was left out: ${problems.join("; ")}.\n`);
  const unfinished = months.filter(({ finality }) => finality === "open" || finality === "closing");
  if (unfinished.length > 0)
    terminal.err(
      `cloudspend: AWS has not finalised ${unfinished.map(({ billingPeriod }) => billingPeriod).join(", ")}.\n`,
    );
  const isBad = months.some(({ lines }) =>
    lines.some(({ state }) => state === "unexplained" || state === "notInBill"),
  );
  return isBad || refused.length > 0 ? 1 : 0;
}

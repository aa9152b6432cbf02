import type { IdentityCheck, QualityReport, RepairKind } from "#core/ingest/quality-report.ts";
import { count } from "../money.ts";
import { noMore, parse, required, type Command } from "../usage.ts";
import { withWorkspace } from "../workspace-option.ts";

const HELP = `
cloudspend quality - what was read, repaired and checked in every billing period

Usage: cloudspend quality --workspace DIR [--json]

  --workspace DIR   the workspace folder
  --json            { "reports": [...] }, one report per delivery

A report has the files with size, SHA-256, rows and totals; repaired cells; the metrics the columns support; and
the identities of AWS billing data that hold or fail, with the difference.
`;

export const qualityCommand: Command = {
  name: "quality",
  summary: "what was read, repaired and checked in every billing period",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, {
      workspace: { type: "string" },
      json: { type: "boolean" },
    });
    noMore(positionals);
    const held = await withWorkspace(required(values.workspace, "--workspace"), terminal, (client) =>
      client.quality.list(),
    );
    const reports = held.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
    if (values.json === true) terminal.out(`${JSON.stringify({ reports }, null, 2)}\n`);
    else if (reports.length === 0) terminal.out("The workspace holds no billing period yet.\n");
    else terminal.out(reports.map(describe).join("\n"));
    return 0;
  },
};

function key({ billingPeriod, reportName, deliveryId }: QualityReport): string {
  return [billingPeriod, reportName, deliveryId].join("\n");
}

function describe(report: QualityReport): string {
  const missing = report.metrics.filter(({ available }) => !available);
  const lines = [
    `${report.billingPeriod}  ${report.reportName} (${report.format})${report.counted ? "" : ", not counted"}`,
    `  Read      ${count(report.rowsRead)} line items from ${count(report.files.length)} ${plural(report.files.length, "file")}, ${count(report.rowsSkipped)} skipped; invoice ${report.invoice}`,
    `  Columns   ${count(report.columns.delivered)} delivered, ${count(report.columns.filled)} filled, ${count(report.columns.unknown.length)} unknown`,
    ...report.repairs.map(
      (repair) =>
        `  Repaired  ${count(repair.cells)} ${plural(repair.cells, "cell")} of ${repair.column}: ${REPAIRS[repair.kind]}${repair.example === null ? "" : `, such as ${repair.example}`}`,
    ),
    ...missing.map(
      (metric) =>
        `  Missing   ${metric.metric}${metric.missing.length === 0 ? "" : `: no ${metric.missing.join(", ")}`}`,
    ),
    `  Checks    ${checks(report.identities)}`,
    ...report.identities.filter(({ outcome }) => outcome === "fails").map(failing),
    ...report.unknownLineItemTypes.map((type) => `  Note      unknown line item type ${type}`),
    ...report.warnings.map(({ message }) => `  Note      ${message}`),
  ];
  return `${lines.join("\n")}\n`;
}

function checks(identities: readonly IdentityCheck[]): string {
  const holds = identities.filter(({ outcome }) => outcome === "holds").length;
  const fails = identities.filter(({ outcome }) => outcome === "fails").length;
  return `${holds} ${holds === 1 ? "holds" : "hold"}, ${fails} ${fails === 1 ? "fails" : "fail"}`;
}

function failing({ id, subject, difference, note }: IdentityCheck): string {
  const by = difference === null ? "" : ` by ${difference}`;
  return `  Fails     ${id}${subject === null ? "" : ` (${subject})`}${by}: ${note}`;
}

function plural(amount: number, word: string): string {
  return amount === 1 ? word : `${word}s`;
}

const REPAIRS: Readonly<Record<RepairKind, string>> = {
  eNotation: "numbers with an exponent",
  blankNumber: "blank numbers",
  nullText: "the word NULL",
  unreadableNumber: "no number, kept as text",
  timeForm: "times in another form",
  unreadableTime: "no time, kept as text",
  shortRow: "rows with too few cells",
  unreadableMap: "no map, kept as text",
};

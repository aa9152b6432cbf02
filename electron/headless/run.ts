import { oneSentence } from "#core/result/sentence.ts";
import { failureOf } from "../transport/failure-of.ts";
import { accountsCommand } from "./commands/accounts.ts";
import { anomaliesCommand } from "./commands/anomalies.ts";
import { auditCommand } from "./commands/audit.ts";
import { budgetsCommand } from "./commands/budgets.ts";
import { allocateCommand } from "./commands/allocate.ts";
import { chargesCommand } from "./commands/charges.ts";
import { checkCommand } from "./commands/check.ts";
import { compareCommand } from "./commands/compare.ts";
import { commitmentsCommand } from "./commands/commitments.ts";
import { connectCommand } from "./commands/connect.ts";
import { containersCommand } from "./commands/containers.ts";
import { disconnectCommand } from "./commands/disconnect.ts";
import { findingsCommand } from "./commands/findings.ts";
import { forecastCommand } from "./commands/forecast.ts";
import { explainCommand } from "./commands/explain.ts";
import { exportCommand } from "./commands/export.ts";
import { importCommand } from "./commands/import.ts";
import { organizationCommand } from "./commands/organization.ts";
import { invoicesCommand } from "./commands/invoices.ts";
import { periodsCommand } from "./commands/periods.ts";
import { qualityCommand } from "./commands/quality.ts";
import { queryCommand } from "./commands/query.ts";
import { parityCommand } from "./commands/parity.ts";
import { repairCommand } from "./commands/repair.ts";
import { restatementsCommand } from "./commands/restatements.ts";
import { resourcesCommand } from "./commands/resources.ts";
import { sampleCommand } from "./commands/sample.ts";
import { site24x7Command } from "./commands/site24x7.ts";
import { sqlCommand } from "./commands/sql.ts";
import { syncCommand } from "./commands/sync.ts";
import { unitsCommand } from "./commands/units.ts";
import { workspaceCommand } from "./commands/workspace.ts";
import type { ExitCode, Terminal } from "./terminal.ts";
import { UsageError, type Command } from "./usage.ts";

const COMMANDS: readonly Command[] = [
  importCommand,
  auditCommand,
  periodsCommand,
  queryCommand,
  commitmentsCommand,
  forecastCommand,
  budgetsCommand,
  anomaliesCommand,
  allocateCommand,
  unitsCommand,
  sqlCommand,
  explainCommand,
  exportCommand,
  chargesCommand,
  invoicesCommand,
  restatementsCommand,
  parityCommand,
  compareCommand,
  resourcesCommand,
  organizationCommand,
  containersCommand,
  findingsCommand,
  qualityCommand,
  sampleCommand,
  workspaceCommand,
  repairCommand,
  connectCommand,
  accountsCommand,
  checkCommand,
  syncCommand,
  disconnectCommand,
  site24x7Command,
];

/** Runs one command line and gives its exit code. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [name, ...args] = argv;
  if (name === undefined || name === "help" || isHelp(name))
    return help(args[0], name !== undefined, terminal);
  const command = COMMANDS.find((one) => one.name === name);
  if (command === undefined) return wrongUsage(null, `there is no command "${name}"`, terminal);
  if (beforeDashes(args).some(isHelp)) return help(name, true, terminal);
  try {
    return await command.run(args, terminal);
  } catch (error) {
    if (error instanceof UsageError) return wrongUsage(command, error.message, terminal);
    terminal.err(`cloudspend: ${wordsOf(error)}\n`);
    return 1;
  }
}

function isHelp(argument: string): boolean {
  return argument === "--help" || argument === "-h";
}

function beforeDashes(args: readonly string[]): readonly string[] {
  const end = args.indexOf("--");
  return end < 0 ? args : args.slice(0, end);
}

function help(name: string | undefined, isAsked: boolean, terminal: Terminal): ExitCode {
  const command = COMMANDS.find((one) => one.name === name);
  if (!isAsked) {
    terminal.err(`${overview()}\n`);
    return 2;
  }
  terminal.out(`${command?.help.trim() ?? overview()}\n`);
  return 0;
}

function overview(): string {
  return [
    "cloudspend - AWS cost files without a window",
    "",
    "Usage: npm run -s cloudspend -- <command> [options]",
    "",
    "Commands:",
    ...COMMANDS.map(({ name, summary }) => `  ${name.padEnd(12)} ${summary}`),
    "",
    'Every command explains itself with "--help".',
    "With --json a command writes one JSON document to standard output and nothing else.",
    "Exit codes: 0 all went well, 2 wrong usage, 1 anything else.",
  ].join("\n");
}

function wrongUsage(command: Command | null, message: string, terminal: Terminal): ExitCode {
  const where = command === null ? "cloudspend --help" : `cloudspend ${command.name} --help`;
  terminal.err(`cloudspend: ${message}; see "${where}".\n`);
  return 2;
}

function wordsOf(error: unknown): string {
  const failure = failureOf(error);
  if (failure !== null) return oneSentence(failure);
  return `something went wrong that should not have (${error instanceof Error ? error.message : String(error)}).`;
}

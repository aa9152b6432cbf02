import { resolve } from "node:path";
import { repairReport } from "#core/contract/schema/condition.ts";
import type { Incident, MonthFault, RepairedMonth, WorkspaceCondition } from "#core/workspace/condition.ts";
import { listIncidents } from "../../disk/set-aside.ts";
import { followJob } from "../follow-job.ts";
import { count } from "../money.ts";
import type { Terminal } from "../terminal.ts";
import { parse, UsageError, type Command } from "../usage.ts";
import { withWorkspace } from "../workspace-option.ts";

const HELP = `
cloudspend repair - look a workspace over and rebuild what is damaged

Usage: cloudspend repair DIR [--check] [--json]

  DIR      the workspace folder
  --check  says what is damaged and repairs nothing
  --json   { "condition": {...}, "months": [...], "incidents": [...] }

Months are rebuilt from their own line items where these have the bytes they were read with, else from the files they were
imported from. Damaged things are put aside in the folder "damaged" of the workspace, as they were found.

Exit code 1 when something is damaged (--check), or when a month could be had from nowhere.
`;

export const repairCommand: Command = {
  name: "repair",
  summary: "look a workspace over and rebuild what is damaged",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, { check: { type: "boolean" }, json: { type: "boolean" } });
    const [directory, ...more] = positionals;
    if (directory === undefined) throw new UsageError("DIR is missing");
    if (more.length > 0) throw new UsageError(`"${more[0]}" is one argument too many`);
    const { condition, months } = await withWorkspace(directory, terminal, async (client) => {
      const found = await client.workspace.condition();
      if (values.check === true || isSound(found)) return { condition: found, months: [] };
      const done = await followJob(client, await client.workspace.repair(), terminal);
      return { condition: found, months: repairReport.parse(done).months };
    });
    const incidents = await listIncidents(resolve(terminal.directory, directory));
    if (values.json === true) terminal.out(`${JSON.stringify({ condition, months, incidents }, null, 2)}\n`);
    else print(terminal, condition, months, incidents);
    const isBad =
      values.check === true ? !isSound(condition) : months.some(({ outcome }) => outcome === "lost");
    return isBad ? 1 : 0;
  },
};

function isSound({ database, faults }: WorkspaceCondition): boolean {
  return database === null && faults.length === 0;
}

function print(
  terminal: Terminal,
  condition: WorkspaceCondition,
  months: readonly RepairedMonth[],
  incidents: readonly Incident[],
): void {
  const { database, faults, syncedBy } = condition;
  if (isSound(condition)) terminal.out("Every month is as it was read.\n");
  if (database !== null) terminal.out(`The database cannot be read: ${database}\n`);
  for (const fault of faults) terminal.out(`${nameOf(fault)}: ${FAULTS[fault.kind]}\n`);
  for (const month of months) terminal.out(`${nameOf(month)}: ${OUTCOMES[month.outcome]}\n`);
  for (const { thing, name, cause, folder, lost } of incidents) {
    terminal.out(`Put aside: ${thing} ${name} (${cause})\n  ${folder}\n`);
    if (lost !== null)
      terminal.out(
        `  Lost: ${count(lost.rows)} line items of ${lost.billingPeriod}. ${adviceFor(lost.costAccountId)}\n`,
      );
  }
  if (syncedBy !== null)
    terminal.out(
      `${syncedBy} copies this folder to other computers, which can damage it: move the workspace elsewhere.\n`,
    );
}

const FAULTS: Readonly<Record<MonthFault["kind"], string>> = {
  unlisted: "the database does not hold it",
  lineItems: "its line items are damaged",
  sums: "its sums are damaged",
  record: "its record is damaged",
  lost: "it is lost, and the files it was imported from are there",
};

const OUTCOMES: Readonly<Record<RepairedMonth["outcome"], string>> = {
  rebuilt: "rebuilt",
  readAgain: "read again from the files it was imported from",
  lost: "lost",
};

function nameOf({ billingPeriod, reportName }: MonthFault | RepairedMonth): string {
  return `${billingPeriod} ${reportName}`;
}

function adviceFor(costAccountId: string | null): string {
  return costAccountId === null ? "Import its files again." : "The next sync fetches it again.";
}

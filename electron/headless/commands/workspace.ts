import { existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import { readWorkspaceFile, writtenWorkspaceFile } from "#core/contract/schema/workspace-file.ts";
import { FILE_EXTENSION, type WorkspaceFileSummary } from "#core/workspace/file/manifest.ts";
import { REDACTIONS, type RedactionWish } from "#core/workspace/redaction/redaction.ts";
import { revealed } from "#core/workspace/redaction/revealed.ts";
import { periodsOf } from "#core/workspace/file/periods.ts";
import { putDownAccounts } from "../../hand-over/accounts-to-connect.ts";
import { keptWith } from "../../hand-over/kept-documents.ts";
import { followJob } from "../follow-job.ts";
import { withEngine } from "../local-engine.ts";
import { count, moneyColumn } from "../money.ts";
import { table } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { parse, required, UsageError, type Command } from "../usage.ts";
import { APP_VERSION } from "../version.ts";
import { withWorkspace } from "../workspace-option.ts";

const HELP = `
cloudspend workspace - hand a whole workspace over as one file

Usage: cloudspend workspace export FILE --workspace DIR [--name NAME] [--without-source-names] [--json]
                                   [--redact WHAT,... --key FILE [--same-key]]
       cloudspend workspace import FILE --workspace DIR [--json]
       cloudspend workspace show FILE [--json]
       cloudspend workspace reveal KEYFILE TEXT [--json]

  FILE                    a file with the ending .${FILE_EXTENSION}
  --workspace DIR         the workspace folder; for an import, a folder that is not there yet
  --name NAME             what the workspace is called in the file; without it the name of its folder
  --without-source-names  leaves the names and the hashes of the delivered files out
  --redact WHAT           what gets pseudonyms, by commas: ${REDACTIONS.join(", ")}; or all
  --key FILE              where the key goes that can tell the originals; keep it apart from the copy
  --same-key              goes on with the key that is in the file already, so that pseudonyms stay the same
  --json                  one JSON document

reveal puts the originals in place of the pseudonyms of a text.

The file holds all line items and everything kept with the workspace. Keys, external ids, profiles and folders of this
computer are never in it: accounts have to be connected again. An import takes over nothing unless every row and every
total is what the file says.
`;

type Values = {
  readonly workspace?: string | undefined;
  readonly name?: string | undefined;
  readonly "without-source-names"?: boolean | undefined;
  readonly redact?: string | undefined;
  readonly key?: string | undefined;
  readonly "same-key"?: boolean | undefined;
  /** What is to be translated. */
  readonly text?: string | undefined;
};

export const workspaceCommand: Command = {
  name: "workspace",
  summary: "hand a whole workspace over as one file",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, {
      workspace: { type: "string" },
      name: { type: "string" },
      "without-source-names": { type: "boolean" },
      redact: { type: "string" },
      key: { type: "string" },
      "same-key": { type: "boolean" },
      json: { type: "boolean" },
    });
    const [action, file, ...rest] = positionals;
    if (action === undefined) throw new UsageError("say export, import, show or reveal");
    const [text, ...others] = action === "reveal" ? rest : ["", ...rest];
    if (others.length > 0) throw new UsageError(`"${others[0] ?? ""}" is one argument too many`);
    if (file === undefined) throw new UsageError("the workspace file is missing");
    const path = resolve(terminal.directory, file);
    const told = await perform(action, path, { ...values, text }, terminal);
    terminal.out(values.json === true ? `${JSON.stringify(told.json, null, 2)}\n` : told.text);
    return 0;
  },
};

type Told = { readonly json: object; readonly text: string };

function perform(action: string, path: string, values: Values, terminal: Terminal): Promise<Told> {
  switch (action) {
    case "export":
      return exportTo(path, values, terminal);
    case "import":
      return importFrom(path, values, terminal);
    case "show":
      return show(path, terminal);
    case "reveal":
      return reveal(path, required(values.text, "the text"), terminal);
    default:
      throw new UsageError(`there is no "workspace ${action}", only export, import, show and reveal`);
  }
}

async function exportTo(path: string, values: Values, terminal: Terminal): Promise<Told> {
  const folder = required(values.workspace, "--workspace");
  const directory = resolve(terminal.directory, folder);
  const name = values.name ?? basename(directory);
  const redaction = redactionOf(values, terminal);
  const written = await withWorkspace(folder, terminal, async (client) => {
    const kept = await keptWith(directory, terminal.directory);
    const sourceNames = values["without-source-names"] !== true;
    const contents = { app: APP_VERSION, name, sourceNames, redaction, ...kept };
    const id = await client.workspaceFile.export({ path, contents });
    return writtenWorkspaceFile.parse(await followJob(client, id, terminal));
  });
  return { json: written, text: `Wrote ${count(written.rows)} line items to ${written.path}\n` };
}

function redactionOf(values: Values, terminal: Terminal): RedactionWish | null {
  if (values.redact === undefined) return null;
  const hidden =
    values.redact === "all"
      ? REDACTIONS
      : values.redact
          .split(",")
          .map(
            (text) =>
              REDACTIONS.find((known) => known.toLowerCase() === text.trim().toLowerCase()) ??
              refuse(`nothing is called "${text}", only ${REDACTIONS.join(", ")} and all`),
          );
  const keyPath = resolve(terminal.directory, required(values.key, "--key"));
  const goOn = values["same-key"] === true;
  if (!goOn && existsSync(keyPath))
    throw new UsageError(`${keyPath} is there already; say --same-key to go on with it`);
  return { hidden, keyPath, goOn };
}

function refuse(problem: string): never {
  throw new UsageError(problem);
}

async function reveal(keyPath: string, text: string, terminal: Terminal): Promise<Told> {
  const found = await withEngine(terminal, (client) => client.workspaceFile.translate({ keyPath, text }));
  const plain = revealed(text, found);
  return { json: { text: plain, translations: found }, text: `${plain}\n` };
}

async function importFrom(path: string, values: Values, terminal: Terminal): Promise<Told> {
  const directory = resolve(terminal.directory, required(values.workspace, "--workspace"));
  if (existsSync(directory)) throw new UsageError(`${directory} is there already`);
  const { summary, accounts } = await withEngine(terminal, async (client) => {
    const id = await client.workspaceFile.import({ path, directory });
    return readWorkspaceFile.parse(await followJob(client, id, terminal));
  });
  await putDownAccounts(directory, accounts, terminal.now());
  return { json: { directory, ...jsonOf(summary) }, text: `${tableOf(summary)}Made ${directory}\n` };
}

async function show(path: string, terminal: Terminal): Promise<Told> {
  const summary = await withEngine(terminal, (client) => client.workspaceFile.inspect({ path }));
  const kept = Object.entries(summary.collections).map(([name, items]) => `${items} ${name}`);
  const facts = [
    `${summary.name}, written by CloudSpend Desktop ${summary.app} at ${summary.createdAt}`,
    `Kept with it: ${kept.length === 0 ? "nothing" : kept.join(", ")}`,
    `Accounts to connect again: ${summary.accounts}`,
  ];
  return { json: jsonOf(summary), text: `${tableOf(summary)}${facts.join("\n")}\n` };
}

function jsonOf({ deliveries, ...summary }: WorkspaceFileSummary): object {
  return { ...summary, periods: periodsOf(deliveries) };
}

function tableOf({ deliveries }: WorkspaceFileSummary): string {
  const periods = periodsOf(deliveries);
  if (periods.length === 0) return "The workspace holds no billing period.\n";
  const amounts = moneyColumn(periods.map(({ unblended }) => unblended));
  const rows = periods.map(({ billingPeriod, currency, rows: lineItems }, index) => [
    billingPeriod,
    count(lineItems),
    amounts[index] ?? "",
    currency,
  ]);
  const columns = [
    { name: "Period", align: "left" as const },
    { name: "Line items", align: "right" as const },
    { name: "Unblended", align: "right" as const },
    { name: "Currency", align: "left" as const },
  ];
  return table(columns, rows);
}

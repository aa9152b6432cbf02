import { chosen, withAccounts } from "../connect/with-accounts.ts";
import type { ExitCode } from "../terminal.ts";
import { parse, required, UsageError, type Command } from "../usage.ts";

const HELP = `
cloudspend disconnect - remove a connected AWS account

Usage: cloudspend disconnect NAME --workspace DIR [--with-data] [--json]

  NAME          display name of the account
  --with-data   remove the billing periods it has brought as well
  --json        { "disconnected": "NAME" }

Its access keys are taken out of the keychain in any case.
`;

export const disconnectCommand: Command = {
  name: "disconnect",
  summary: "remove a connected AWS account",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, {
      workspace: { type: "string" },
      "with-data": { type: "boolean" },
      json: { type: "boolean" },
    });
    const workspace = required(values.workspace, "--workspace");
    const [name, ...more] = positionals;
    if (name === undefined) throw new UsageError("there is no account name");
    if (more.length > 0) throw new UsageError(`"${more[0]}" is one argument too many`);
    return withAccounts<ExitCode>(terminal, { workspace }, async ({ accounts }) => {
      for (const { account } of chosen(accounts, name))
        await accounts.remove(account.id, values["with-data"] === true);
      terminal.out(
        values.json === true
          ? `${JSON.stringify({ disconnected: name }, null, 2)}\n`
          : `${name} is no longer connected.\n`,
      );
      return 0;
    });
  },
};

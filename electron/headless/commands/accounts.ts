import { accountJson } from "../connect/account-json.ts";
import { withAccounts } from "../connect/with-accounts.ts";
import { table } from "../table.ts";
import type { ExitCode } from "../terminal.ts";
import { noMore, parse, required, type Command } from "../usage.ts";

const HELP = `
cloudspend accounts - list the AWS accounts connected to a workspace

Usage: cloudspend accounts --workspace DIR [--json]

  --json   { "accounts": [{ "displayName", "accountId", "status", "error", "lastSync", "periods" }] }

status is ok, waiting (AWS has delivered nothing yet), syncing or configuration-error; error then has code, message
and remedy. periods are the billing periods the account has brought.
`;

export const accountsCommand: Command = {
  name: "accounts",
  summary: "list the connected AWS accounts",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, { workspace: { type: "string" }, json: { type: "boolean" } });
    noMore(positionals);
    const workspace = required(values.workspace, "--workspace");
    return withAccounts<ExitCode>(terminal, { workspace }, async ({ accounts, engine }) => {
      const views = accounts.list();
      const held = await engine.periods.list();
      if (values.json === true) {
        const document = { accounts: views.map((view) => accountJson(view, held)) };
        terminal.out(`${JSON.stringify(document, null, 2)}\n`);
      } else if (views.length === 0) terminal.out("No account is connected to this workspace.\n");
      else
        terminal.out(
          table(
            [
              { name: "Account", align: "left" },
              { name: "Id", align: "left" },
              { name: "Status", align: "left" },
              { name: "Last sync", align: "left" },
              { name: "Periods", align: "right" },
            ],
            views.map(({ account, state, status }) => [
              account.displayName,
              state.accountId ?? "",
              status,
              state.lastSync ?? "never",
              String(
                new Set(held.filter((p) => p.costAccountId === account.id).map((p) => p.billingPeriod)).size,
              ),
            ]),
          ),
        );
      return 0;
    });
  },
};

import { firstFailed } from "#core/account/check.ts";
import { accountJson, checksJson, checksText, complaint } from "../connect/account-json.ts";
import { chosen, withAccounts } from "../connect/with-accounts.ts";
import type { ExitCode } from "../terminal.ts";
import { parse, required, UsageError, type Command } from "../usage.ts";

const HELP = `
cloudspend check - check connected AWS accounts again

Usage: cloudspend check [NAME] --workspace DIR [--json]

  NAME     display name of one account; all of them without it
  --json   { "account": {...}, "checks": [...] } for one account,
           { "accounts": [{ "account": {...}, "checks": [...] }] } for all

Exit code 1 when a check fails.
`;

export const checkCommand: Command = {
  name: "check",
  summary: "check connected AWS accounts again",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, { workspace: { type: "string" }, json: { type: "boolean" } });
    const workspace = required(values.workspace, "--workspace");
    const [name, ...more] = positionals;
    if (more.length > 0) throw new UsageError(`"${more[0]}" is one argument too many`);
    return withAccounts<ExitCode>(terminal, { workspace }, async ({ accounts, engine }) => {
      const documents = [];
      let code: 0 | 1 = 0;
      for (const { account } of chosen(accounts, name)) {
        const { checks } = await accounts.check(account.id);
        const view = accounts.list().find((each) => each.account.id === account.id);
        if (view === undefined) continue;
        documents.push({
          account: accountJson(view, await engine.periods.list()),
          checks: checksJson(checks),
        });
        if (values.json !== true) terminal.out(`${account.displayName}\n${checksText(checks)}`);
        const failed = firstFailed(checks);
        if (failed === null) continue;
        code = 1;
        terminal.err(complaint(account.displayName, failed.failure, failed.message));
      }
      const [only] = documents;
      if (values.json === true)
        terminal.out(
          `${JSON.stringify(name !== undefined && only !== undefined ? only : { accounts: documents }, null, 2)}\n`,
        );
      return code;
    });
  },
};

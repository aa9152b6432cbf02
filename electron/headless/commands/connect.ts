import { resolve } from "node:path";
import { firstFailed } from "#core/account/check.ts";
import { ended, newId } from "../../accounts/accounts.ts";
import { accountJson, checksJson, checksText, complaint } from "../connect/account-json.ts";
import { readConnectFile } from "../connect/connect-file.ts";
import { withAccounts } from "../connect/with-accounts.ts";
import type { ExitCode } from "../terminal.ts";
import { parse, required, UsageError, type Command } from "../usage.ts";

const HELP = `
cloudspend connect - connect an AWS account to a workspace

Usage: cloudspend connect FILE.json --workspace DIR [--json]

  FILE.json         the account: displayName, accessType (iam-role or iam-user), baseIdentity ({"profile": "..."} or
                    {"environment": true}), roleArn, externalId, accountType (management or linked), reportName,
                    bucket, prefix and region where they are needed, startDate (YYYY-MM-DD), and place where line
                    items are not only read here: {"type": "inPlace" or "both", "region", "workgroup", "database",
                    "table", "output": "s3://bucket/folder/", "localMonths": N, "limits": {"askAboveGb": N,
                    "perQueryGb": N, "perDayGb": N, "pricePerTb": "5"}}. In place needs no reportName. It holds no
                    secret.
  --workspace DIR   the workspace folder; it is made if it is not there
  --json            { "account": {...}, "checks": [{ "id", "ok", "code", "message", "remedy" }] }

The account is checked and saved; one of the same display name is replaced. When a check fails it is saved as a
configuration error account and the exit code is 1: mend it and run "cloudspend check".
`;

export const connectCommand: Command = {
  name: "connect",
  summary: "connect an AWS account",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, { workspace: { type: "string" }, json: { type: "boolean" } });
    const workspace = required(values.workspace, "--workspace");
    const [file, ...more] = positionals;
    if (file === undefined) throw new UsageError("there is no file that describes the account");
    if (more.length > 0) throw new UsageError(`"${more[0]}" is one argument too many`);
    const path = resolve(terminal.directory, file);
    const fresh = await readConnectFile(path, { id: newId(), createdAt: terminal.now().toISOString() });
    return withAccounts<ExitCode>(terminal, { workspace, mayMake: true }, async ({ accounts, engine }) => {
      const former = accounts.store
        .book()
        .accounts.find(({ account }) => account.displayName === fresh.displayName);
      const account =
        former === undefined
          ? fresh
          : { ...fresh, id: former.account.id, createdAt: former.account.createdAt };
      const checked = await ended(
        accounts.probe(account, async () => null, {
          workedBefore: former !== undefined,
          isPatient: former === undefined,
        }),
      );
      await accounts.adopt(account, former?.keys ?? null, checked);
      const view = accounts.list().find((each) => each.account.id === account.id);
      if (view === undefined) throw new Error("a saved account is listed");
      if (values.json === true) {
        const document = {
          account: accountJson(view, await engine.periods.list()),
          checks: checksJson(checked.checks),
        };
        terminal.out(`${JSON.stringify(document, null, 2)}\n`);
      } else terminal.out(checksText(checked.checks));
      const failed = firstFailed(checked.checks);
      if (failed === null) return 0;
      terminal.err(complaint(account.displayName, failed.failure, failed.message));
      return 1;
    });
  },
};

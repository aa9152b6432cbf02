import { isDownloaded } from "#core/account/report-place.ts";
import { oneSentence } from "#core/result/sentence.ts";
import type { SkippedPath } from "#core/ingest/import-report.ts";
import { failureOf } from "../../transport/failure-of.ts";
import { complaint } from "../connect/account-json.ts";
import { chosen, withAccounts } from "../connect/with-accounts.ts";
import { inOrder, periodJson, periodTable } from "../period-table.ts";
import type { ExitCode } from "../terminal.ts";
import { parse, required, UsageError, type Command } from "../usage.ts";

const HELP = `
cloudspend sync - fetch what AWS has delivered since

Usage: cloudspend sync [NAME] --workspace DIR [--json]

  NAME     display name of one account; all of them without it
  --json   { "periods": [...], "skipped": [...], "warnings": [...], "requests": N, "bytes": N, "unchanged": N }

Only new deliveries are fetched; requests and bytes say how many requests were made and how much was fetched,
unchanged how many billing periods were already here. What an interrupted sync has fetched is not fetched again.
An account that is read in AWS is checked and nothing is fetched for it; of one that is read in both places only the last
billing periods are fetched, as many as it says.
`;

export const syncCommand: Command = {
  name: "sync",
  summary: "fetch what AWS has delivered since",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, { workspace: { type: "string" }, json: { type: "boolean" } });
    const workspace = required(values.workspace, "--workspace");
    const [name, ...more] = positionals;
    if (more.length > 0) throw new UsageError(`"${more[0]}" is one argument too many`);
    return withAccounts<ExitCode>(terminal, { workspace }, async ({ accounts, engine }) => {
      const sum = { requests: 0, bytes: 0, unchanged: 0 };
      const skipped: SkippedPath[] = [];
      const warnings: unknown[] = [];
      let code: 0 | 1 = 0;
      const wanted = chosen(accounts, name);
      for (const { account } of wanted) {
        const cancel = (): void => accounts.cancel(account.id);
        terminal.signal.addEventListener("abort", cancel, { once: true });
        try {
          const done = await accounts.sync(account.id);
          sum.requests += done.requests;
          sum.bytes += done.bytes;
          sum.unchanged += done.unchanged;
          skipped.push(...done.report.skipped);
          warnings.push(...done.report.warnings);
          const [first] = done.report.skipped;
          if (first !== undefined) terminal.err(complaint(account.displayName, first.failure, ""));
          if (first !== undefined) code = 1;
        } catch (error) {
          const failure = failureOf(error);
          if (failure === null) throw error;
          code = 1;
          terminal.err(complaint(account.displayName, failure, ""));
        } finally {
          terminal.signal.removeEventListener("abort", cancel);
        }
      }
      const ids = wanted.map(({ account }) => account.id);
      const held = inOrder(
        (await engine.periods.list()).filter(({ costAccountId }) => ids.includes(costAccountId ?? "")),
      );
      if (values.json === true) {
        const document = {
          periods: held.map(periodJson),
          skipped: skipped.map(skippedJson),
          warnings,
          ...sum,
        };
        terminal.out(`${JSON.stringify(document, null, 2)}\n`);
      } else if (wanted.every(({ account }) => !isDownloaded(account.place)))
        terminal.out("Read in AWS: nothing is fetched.\n");
      else if (held.length === 0) terminal.out("AWS has delivered nothing yet.\n");
      else terminal.out(periodTable(held));
      return code;
    });
  },
};

function skippedJson({ path, billingPeriod, failure }: SkippedPath): object {
  return { path, billingPeriod, code: failure.code, message: oneSentence(failure), params: failure.params };
}

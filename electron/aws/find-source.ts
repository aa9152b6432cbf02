import type { CostAccount } from "#core/account/cost-account.ts";
import type { ReportSource } from "#core/cur/report-source/report-source.ts";
import { AppError } from "#core/result/failure.ts";
import type { AwsSession } from "./identity/session.ts";
import { listDataExports } from "./reports/data-exports.ts";
import { listReportDefinitions } from "./reports/report-definitions.ts";

/** Everything the account offers. What one of the two services denies is no reason to lose the other's answer. */
export async function listSources(session: AwsSession): Promise<readonly ReportSource[]> {
  const answers = await Promise.allSettled([listReportDefinitions(session), listDataExports(session)]);
  const found = answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
  const [definitions] = answers;
  if (found.length === 0 && definitions.status === "rejected") throw definitions.reason;
  return found;
}

/**
 * The report of an account: what AWS knows of it, or only its place where that was given and AWS does not say more. Null
 * when there is no such report; `known` then names those there are.
 */
export async function findSource(
  session: AwsSession,
  { reportName, location }: CostAccount,
): Promise<{ readonly source: ReportSource | null; readonly known: readonly string[] }> {
  const all = await listSources(session).catch((error: unknown) => {
    // With the place given, no right to ask for reports is needed.
    if (location !== null && error instanceof AppError) return [];
    throw error;
  });
  const known = all.map(({ name }) => name);
  const own = all.find(
    ({ name, bucket, prefix }) =>
      name === reportName &&
      (location === null || (location.bucket === bucket && location.prefix === prefix)),
  );
  if (own !== undefined || location === null) return { source: own ?? null, known };
  return {
    known,
    source: {
      kind: "legacy",
      name: reportName,
      format: "legacy",
      ...location,
      timeUnit: null,
      hasResourceIds: null,
      delivery: null,
      trouble: null,
    },
  };
}

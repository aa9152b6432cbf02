import type { CostAccount } from "#core/account/cost-account.ts";
import { periodIn, reportFolder } from "#core/cur/report-source/layout.ts";
import type { ReportSource } from "#core/cur/report-source/report-source.ts";
import { AppError } from "#core/result/failure.ts";
import type { Bucket } from "./bucket.ts";
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
      bucket: location.bucket,
      prefix: location.prefix,
      region: null,
      timeUnit: null,
      hasResourceIds: null,
      files: null,
      delivery: null,
      trouble: null,
    },
  };
}

/** A report known by its place alone may be of either kind: what lies there tells. */
export async function settleKind(bucket: Bucket, source: ReportSource): Promise<ReportSource> {
  if (source.timeUnit !== null || source.kind === "dataExport") return source;
  const legacy = await bucket.list(reportFolder(source), { folders: true });
  if (legacy.folders.some((path) => periodIn(path.slice(reportFolder(source).length)) !== null))
    return source;
  const asExport: ReportSource = { ...source, kind: "dataExport", format: "cur2" };
  const { folders } = await bucket.list(`${reportFolder(asExport)}metadata/`, { folders: true });
  return folders.length === 0 ? source : asExport;
}

import {
  BCMDataExportsClient,
  GetExportCommand,
  paginateListExports,
  type ExportReference,
} from "@aws-sdk/client-bcm-data-exports";
import { dataExport, sourceOfExport, type ReportSource } from "#core/cur/report-source/report-source.ts";
import { asking } from "../errors.ts";
import type { AwsSession } from "../identity/session.ts";
import { clientConfig } from "../settings.ts";

/** The data exports of the account that hold cost and usage: CUR 2.0 and FOCUS. */
export async function listDataExports(session: AwsSession): Promise<readonly ReportSource[]> {
  const client = new BCMDataExportsClient(
    clientConfig(session.settings, session.homeRegion, session.credentials),
  );
  const references = await asking(asked(session, "ListExports", "*"), async () => {
    const all: ExportReference[] = [];
    for await (const page of paginateListExports({ client }, {})) all.push(...(page.Exports ?? []));
    return all;
  });
  const found: ReportSource[] = [];
  for (const { ExportArn } of references) {
    const answer = await asking(asked(session, "GetExport", ExportArn ?? "*"), () =>
      client.send(new GetExportCommand({ ExportArn })),
    );
    const read = dataExport.safeParse(answer);
    if (read.success && isCost(read.data.Export.DataQuery.QueryStatement))
      found.push(sourceOfExport(read.data));
  }
  return found;
}

/** Other tables, such as recommendations, are exported in the same way. */
function isCost(statement: string): boolean {
  return /\bfrom\s+(COST_AND_USAGE_REPORT|FOCUS_\w+)/i.test(statement);
}

function asked({ homeRegion: region, profile, signIn }: AwsSession, operation: string, resource: string) {
  return {
    service: "Data Exports",
    operation,
    action: `bcm-data-exports:${operation}`,
    resource,
    region,
    profile,
    signIn,
    host: `bcm-data-exports.${region}.api.aws`,
  };
}

import type { CostAnswer, CostQuery } from "#core/cost/query/cost-query.ts";
import type { WorkspaceSchema } from "#core/workspace/workspace.ts";
import type { EngineClient } from "../../transport/client.ts";
import { askInCurrency, notConverted, toldJson, toldText, type ToldAnswer } from "../converted-answer.ts";
import {
  checkKeys,
  dimensionsOf,
  filterOf,
  granularityOf,
  groupByOf,
  metricOf,
  rangeOf,
} from "../query-arguments.ts";
import { conclude } from "../conclude-query.ts";
import { answerJson, answerTable, EMPTY_ANSWER } from "../query-answer.ts";
import { ratesOption } from "../rates-option.ts";
import { queryAthena } from "../athena/query-athena.ts";
import { ATHENA_OPTIONS, isAthena } from "../athena/table-away.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { noMore, parse, positiveInteger, required, UsageError, type Command } from "../usage.ts";
import { withWorkspace } from "../workspace-option.ts";

const HELP = `
cloudspend query - ask a workspace for costs

Usage: cloudspend query --workspace DIR --metric M --group-by D[,D] [options]

  --workspace DIR        the workspace folder
  --metric M             unblended, blended, amortized, netUnblended, netAmortized, onDemandEquivalent, usageAmount
                         (net-unblended and the like are understood too)
  --group-by D[,D]       service, linkedAccount, payerAccount, region, availabilityZone, usageType, operation,
                         lineItemType, purchaseOption, commitment, productFamily, instanceType, resourceId, billingPeriod,
                         billingEntity, legalEntity, invoiceId, taxType, pricingUnit, description, currency, report,
                         tag:<key>, costCategory:<name>, product:<attribute>
  --granularity G        month, day or hour: one row per group and bucket; without it one row per group
  --from YYYY-MM-DD      first day (UTC); without it everything from the first day held
  --to YYYY-MM-DD        last day (UTC), which is INCLUDED; without it everything to the last day held
  --filter 'D=V,V'       only line items with one of the values; 'D!=V' leaves them out; nothing after the = means
                         "no value" ('tag:team='); write \\, for a comma in a value; may be repeated, all apply
  --currency C           answer in this currency where there are several
  --in C                 tell the amounts in this currency as well, each month by its own rate; all currencies are then asked
                         for and added up, with the originals beside
  --rates FILE           rates for --in as CSV: from,to,month or day,rate,note; without it those kept with the workspace
  --engine E             duckdb (the line items of the workspace, the default), athena (a table of the report in AWS), or
                         both: the months that the workspace holds from there, all others from the table, one answer
  --limit N              only the N largest groups; the total stays that of all groups
  --json                 { "columns": [...], "rows": [[...]], "total": "...", "currency": "USD", ... }

With --engine athena or both the report stays in AWS. Athena charges for what it reads, which is told with the answer:
  --table T --database D --region R
                         the report's table: legacy CUR with the Athena artefact, CUR 2.0 or FOCUS
  --workgroup W          primary without it
  --output s3://B/F/     where Athena puts results, if the workgroup does not say
  --catalog C            AwsDataCatalog without it
  --profile P            a profile of the AWS CLI; without it the environment's credentials
  --max-gb N             stop a query that has read more (default 50)
  --max-gb-per-day N     ask nothing more on a day that has read as much (default 1000, kept with the workspace)
  --price-per-tb P       what Athena costs there (default 5 USD)
  --estimate             tell how much would be read at most and what that costs, and ask nothing
  --compare              ask the workspace as well, for the days it holds, and list every amount in which the two differ;
                         the exit code is 1 if there is one
Needed are athena:StartQueryExecution, GetQueryExecution, GetQueryResults, StopQueryExecution, GetTableMetadata and
ListTableMetadata, glue:GetTable, GetTables, GetDatabase and GetPartitions, and the buckets of report and results.

"columns" names the groups, then month, day or hour, then the metric; every row is an array in that order, with
null for no value and amounts as decimal strings. "missing" names the billing periods whose files cannot support
the metric; they are not part of the total, and the exit code is then 1.

Example: cloudspend query --workspace ./acme --metric amortized --group-by service --granularity month \\
           --from 2024-01-01 --to 2024-03-31 --filter 'lineItemType!=Tax,Credit' --json
`;

type Question = { readonly query: CostQuery | null; readonly asked: Omit<CostQuery, "range"> };

export const queryCommand: Command = {
  name: "query",
  summary: "ask a workspace for costs by service, account, tag and time",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, {
      workspace: { type: "string" },
      metric: { type: "string" },
      "group-by": { type: "string", multiple: true },
      granularity: { type: "string" },
      from: { type: "string" },
      to: { type: "string" },
      filter: { type: "string", multiple: true },
      currency: { type: "string" },
      in: { type: "string" },
      rates: { type: "string" },
      limit: { type: "string" },
      engine: { type: "string" },
      ...ATHENA_OPTIONS,
      json: { type: "boolean" },
    });
    noMore(positionals);
    const directory = required(values.workspace, "--workspace");
    required(values["group-by"]?.[0], "--group-by");
    const asked = {
      metric: metricOf(required(values.metric, "--metric")),
      granularity: granularityOf(values.granularity),
      groupBy: groupByOf(values["group-by"] ?? []),
      filters: (values.filter ?? []).map(filterOf),
      currency: values.currency?.toUpperCase() ?? null,
      top: positiveInteger(values.limit, "--limit"),
    };
    rangeOf(values.from, values.to, null);
    if (isAthena(values)) {
      if (values.in !== undefined) throw new UsageError("--in needs the workspace's engine, not Athena");
      return queryAthena(asked, values, terminal);
    }
    const option = await ratesOption(values, directory, terminal);
    if (option !== null) {
      if (asked.metric === "usageAmount") throw new UsageError("usage amounts have no currency to convert");
      const told = await withWorkspace(directory, terminal, async (client) => {
        const schema = await client.workspace.schema();
        checkKeys(dimensionsOf(asked), schema);
        const query = queryOf(asked, values.from, values.to, schema);
        return query === null ? null : askInCurrency(client, query, option, terminal.signal);
      });
      return tell(told, values.json === true, terminal);
    }
    const ask = async (client: EngineClient): Promise<CostAnswer> => {
      const schema = await client.workspace.schema();
      checkKeys(dimensionsOf(asked), schema);
      return answer(client, { asked, query: queryOf(asked, values.from, values.to, schema) }, terminal);
    };
    const found = await withWorkspace(directory, terminal, ask);
    terminal.out(values.json === true ? `${answerJson(asked, found)}\n` : answerTable(asked, found));
    return conclude(asked, found, terminal);
  },
};

function tell(told: ToldAnswer | null, isJson: boolean, terminal: Terminal): ExitCode {
  if (told === null) {
    terminal.err("cloudspend: the workspace holds no costs yet.\n");
    return 1;
  }
  terminal.out(isJson ? toldJson(told) : toldText(told));
  const missing = notConverted(told);
  for (const { currency, month } of missing)
    terminal.err(`cloudspend: ${currency} of ${month} is not converted, there is no rate for it.\n`);
  return missing.length === 0 ? 0 : 1;
}

function queryOf(
  asked: Question["asked"],
  from: string | undefined,
  to: string | undefined,
  schema: WorkspaceSchema,
): CostQuery | null {
  const range = rangeOf(from, to, schema.range);
  return range === null ? null : { ...asked, range };
}

async function answer(client: EngineClient, { query }: Question, terminal: Terminal): Promise<CostAnswer> {
  if (query === null) return EMPTY_ANSWER;
  return client.cost.query(query, { signal: terminal.signal });
}

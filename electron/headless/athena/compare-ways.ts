import { bothWays, type BothWays, periodsApart, type PeriodApart } from "#core/cost/athena/both-ways.ts";
import type { CostAnswer, CostQuery } from "#core/cost/query/cost-query.ts";
import { askOne, costsAsked, type Read } from "../../in-place/join-places.ts";
import type { Asking } from "../../in-place/paid-queries.ts";
import type { ReportInPlace } from "../../in-place/table-in-place.ts";
import { conclude } from "../conclude-query.ts";
import { checkKeys, dimensionsOf, rangeOf } from "../query-arguments.ts";
import { table } from "../table.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { withWorkspace } from "../workspace-option.ts";

type Asked = Omit<CostQuery, "range">;

export type Ways = {
  readonly here: CostAnswer;
  readonly there: CostAnswer;
  readonly ways: BothWays;
  /** What the two places hold of the periods, where it is not the same. */
  readonly apart: readonly PeriodApart[];
  readonly read: Read;
};

type Options = {
  readonly directory: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly report: ReportInPlace;
  readonly asking: Asking;
};

/** Asks both the workspace and Athena, for days that the workspace holds; null where it holds none. */
export function askBothWays(
  asked: Asked,
  { directory, from, to, report, asking }: Options,
  terminal: Terminal,
): Promise<Ways | null> {
  return withWorkspace(directory, terminal, async (client) => {
    const schema = await client.workspace.schema();
    checkKeys(dimensionsOf(asked), schema);
    const range = rangeOf(from, to, schema.range);
    if (range === null) return null;
    const query = { ...asked, range };
    const here = await client.cost.query(query, { signal: terminal.signal });
    const { answer: there, surveys, ...read } = await askOne(costsAsked({ report, query }), asking);
    const held = (await client.periods.list()).filter(({ counted }) => counted);
    return {
      here,
      there,
      ways: bothWays(here, there),
      apart: periodsApart(held, surveys),
      read,
    };
  });
}

/** Everything for scripts; rows of differences are arrays in the order of `columns`. */
export function waysJson(asked: Asked, { here, there, ways, apart }: Ways, more: object): string {
  const told = JSON.stringify(
    {
      equal: ways.differences.length === 0,
      compared: ways.compared,
      columns: [...asked.groupBy, "bucket", "workspace", "athena", "difference"],
      differences: ways.differences.map(({ key, bucket, here: ours, there: theirs, difference }) => [
        ...(key ?? asked.groupBy.map(() => null)),
        bucket,
        ours,
        theirs,
        difference,
      ]),
      totals: { workspace: here.total, athena: there.total },
      lineItems: { workspace: ways.lineItems.here, athena: ways.lineItems.there },
      periodsApart: apart.map(({ billingPeriod, currency, here: workspace, there: athena }) => ({
        billingPeriod,
        currency,
        workspace,
        athena,
      })),
      ...more,
    },
    null,
    2,
  );
  return `${told}\n`;
}

export function waysText(asked: Asked, { ways, apart }: Ways): string {
  if (ways.differences.length === 0)
    return `Equal to the last digit: ${ways.compared} amounts of ${ways.lineItems.here} line items.\n`;
  const rows = ways.differences.map(({ key, bucket, here, there, difference }) => [
    ...(key?.map((part) => part ?? "(no value)") ?? asked.groupBy.map(() => "(not listed)")),
    bucket,
    here ?? "-",
    there ?? "-",
    difference,
  ]);
  const columns = [
    ...[...asked.groupBy, "bucket"].map((name) => ({ name, align: "left" as const })),
    ...["workspace", "athena", "difference"].map((name) => ({ name, align: "right" as const })),
  ];
  const causes = apart.map(
    ({ billingPeriod, currency, here, there }) =>
      `${billingPeriod}: the workspace holds ${here} ${currency}, the table ${there} ${currency}. They are of different deliveries: import the newest one, or wait for AWS to deliver the table anew.\n`,
  );
  return [
    table(columns, rows),
    `${ways.differences.length} of ${ways.compared} amounts differ.\n`,
    ...causes,
  ].join("");
}

/** 0 where both say the same and nothing is lacking. */
export function concludeWays(asked: Asked, { here, ways }: Ways, terminal: Terminal): ExitCode {
  const code = conclude(asked, here, terminal);
  return ways.differences.length > 0 ? 1 : code;
}

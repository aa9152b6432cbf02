import type { CostQuery } from "#core/cost/query/cost-query.ts";
import type { DateRange } from "#core/time/period.ts";
import { askOne, askPlaces, costsAsked, estimatePlaces, piecesOf } from "../../in-place/join-places.ts";
import type { Asking } from "../../in-place/paid-queries.ts";
import { daysOf, type ReportInPlace } from "../../in-place/table-in-place.ts";
import { estimateJson, estimateText } from "./estimate-words.ts";
import { conclude } from "../conclude-query.ts";
import { checkKeys, dimensionsOf, rangeOf } from "../query-arguments.ts";
import { withWorkspace } from "../workspace-option.ts";
import { askBothWays, concludeWays, waysJson, waysText } from "./compare-ways.ts";
import { answerJson, answerTable } from "../query-answer.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { billOf, openTable, spanOf, type TableValues } from "./table-away.ts";

const NO_PERIOD = "the table has no billing period";

/** Asks a table in AWS and prints the answer like one of the workspace, and what was read for it. */
export async function queryAthena(
  asked: Omit<CostQuery, "range">,
  values: TableValues,
  terminal: Terminal,
): Promise<ExitCode> {
  const { signal } = terminal;
  const { directory, report, asking } = await openTable(values, terminal);
  const { from, to } = values;
  const isJson = values.json === true;
  const heldQuery = (here: DateRange | null): CostQuery | null => {
    const range = rangeOf(from, to, spanOf(here, daysOf(report.table)));
    return range === null ? null : { ...asked, range };
  };
  const todayBytes = () => report.book.scannedBytes();

  if (values.estimate === true) {
    const query = heldQuery(null);
    if (query === null) return nothing(terminal, NO_PERIOD);
    const estimate = await estimatePlaces([costsAsked({ report, query })]);
    const told = isJson ? estimateJson : estimateText;
    terminal.out(told(estimate, await todayBytes()));
    return 0;
  }
  if (values.compare === true) {
    const ways = await askBothWays(asked, { directory, from, to, report, asking }, terminal);
    if (ways === null) return nothing(terminal, "there is nothing in the workspace to compare with");
    const bill = billOf(ways.read, await todayBytes());
    tell(bill, isJson ? waysJson(asked, ways, bill.json) : waysText(asked, ways), terminal);
    return concludeWays(asked, ways, terminal);
  }
  const told =
    values.engine === "both"
      ? await withWorkspace(directory, terminal, async (client) => {
          const schema = await client.workspace.schema();
          checkKeys(dimensionsOf(asked), schema);
          const query = heldQuery(schema.range);
          if (query === null) return null;
          const counted = (await client.periods.list()).filter((period) => period.counted);
          const held = new Set(counted.map(({ billingPeriod }) => billingPeriod));
          const here = (part: CostQuery) => client.cost.query(part, { signal });
          return askPlaces(query, piecesOf(query, [{ report, held }]), here, asking);
        })
      : await askAlone(report, heldQuery(null), asking);
  if (told === null) return nothing(terminal, NO_PERIOD);
  const bill = billOf(told, await todayBytes());
  const { answer } = told;
  tell(bill, isJson ? `${answerJson(asked, answer, bill.json)}\n` : answerTable(asked, answer), terminal);
  return conclude(asked, answer, terminal);
}

async function askAlone(report: ReportInPlace, query: CostQuery | null, asking: Asking) {
  if (query === null) return null;
  return askOne(costsAsked({ report, query }), asking);
}

/** The answer, and what it has cost below it. */
function tell({ lines }: ReturnType<typeof billOf>, answer: string, terminal: Terminal): void {
  terminal.out(answer);
  for (const line of lines) terminal.err(line);
}

function nothing(terminal: Terminal, why: string): ExitCode {
  terminal.err(`cloudspend: ${why}.\n`);
  return 1;
}

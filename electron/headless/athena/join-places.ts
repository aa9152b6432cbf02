import { joinAnswers, type Stretch, stretchesOf } from "#core/cost/query/join-answers.ts";
import type { CostQuery } from "#core/cost/query/cost-query.ts";
import type { DateRange } from "#core/time/period.ts";
import type { InPlaceAnswer } from "../../in-place/ask-in-place.ts";
import type { QueryOf } from "../../in-place/table-in-place.ts";
import { checkKeys, dimensionsOf, rangeOf } from "../query-arguments.ts";
import type { Terminal } from "../terminal.ts";
import { withWorkspace } from "../workspace-option.ts";

type Asked = Omit<CostQuery, "range">;

type Options = {
  readonly directory: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly inPlace: (queryOf: QueryOf) => Promise<InPlaceAnswer | null>;
};

/** One answer for a range of which the workspace holds some billing periods; all others are asked for in AWS. */
export function askBothPlaces(
  asked: Asked,
  { directory, from, to, inPlace }: Options,
  terminal: Terminal,
): Promise<InPlaceAnswer | null> {
  return withWorkspace(directory, terminal, async (client) => {
    const schema = await client.workspace.schema();
    checkKeys(dimensionsOf(asked), schema);
    const periods = await client.periods.list();
    const held = new Set(periods.filter(({ counted }) => counted).map(({ billingPeriod }) => billingPeriod));
    const whole = (query: Stretch["range"]): CostQuery => ({ ...asked, range: query, top: null });
    let range: DateRange | null = null;
    let stretches: readonly Stretch[] = [];
    // The days that the table holds are known only once it is looked at, which the first question does.
    const first = await inPlace((there) => {
      range = rangeOf(from, to, spanOf(schema.range, there));
      if (range === null) return null;
      stretches = stretchesOf(range, held);
      const away = stretches.find(({ place }) => place === "there");
      return away === undefined ? null : whole(away.range);
    });
    if (range === null) return null;
    const told = first === null ? [] : [first];
    for (const stretch of stretches.filter(({ place }) => place === "there").slice(1)) {
      const answer = await inPlace(() => whole(stretch.range));
      if (answer !== null) told.push(answer);
    }
    const own = stretches.filter(({ place }) => place === "here");
    const here = await Promise.all(
      own.map((stretch) => client.cost.query(whole(stretch.range), { signal: terminal.signal })),
    );
    const answers = [...here, ...told.map(({ answer }) => answer)];
    return {
      answer: joinAnswers({ ...asked, range }, answers),
      surveys: told.flatMap(({ surveys }) => surveys),
      scannedBytes: told.flatMap(({ scannedBytes }) => scannedBytes),
      todayBytes: told.at(-1)?.todayBytes ?? 0,
      notKept: told.find(({ notKept }) => notKept !== null)?.notKept ?? null,
    };
  });
}

function spanOf(here: DateRange | null, there: DateRange | null): DateRange | null {
  if (here === null || there === null) return here ?? there;
  return {
    from: here.from < there.from ? here.from : there.from,
    to: here.to > there.to ? here.to : there.to,
  };
}

import { type ExplainedFigure, PARITY_MEASURES } from "#core/cost/explain/figure.ts";
import { PARITY_DIMENSIONS, type ParityPair } from "#core/parity/parity.ts";
import { parityFigure } from "#core/parity/parity-figure.ts";
import { rangeOfPeriod } from "#core/time/period.ts";
import { NAMES } from "../explain-answer.ts";
import { parityRow } from "../parity-row.ts";
import { UsageError } from "../usage.ts";
import { type Asked, type FigureKind, moneyMetric, monthOf, oneOf } from "./figure-kind.ts";

export const PARITY = {
  takes: ["month", "payer", "by", "metric", "currency", "measure"],
  takesName: true,
  help: `  parity [ROW]           of a month in two formats, or of one row of it by --by ${PARITY_DIMENSIONS.join(", ")} (service);
                         --measure ${PARITY_MEASURES.join(", ")}; difference without it; --month (the newest in two
                         formats), --payer where there are several, --metric (netUnblended), --currency`,
  answer: parity,
} as const satisfies FigureKind;

async function parity(asked: Asked): Promise<ExplainedFigure | string> {
  const { client, name, options, currency, signal } = asked;
  const measure = oneOf(PARITY_MEASURES, options.measure, "difference");
  const by = oneOf(PARITY_DIMENSIONS, options.by, "service");
  const metric = moneyMetric(options.metric ?? "netUnblended");
  const pair = pairIn(await client.parity.pairs(), asked);
  if (pair === null) return "no such month of a payer is there in two formats.";
  const query = { leftId: pair.left.deliveryId, rightId: pair.right.deliveryId, metric, currency };
  const answer = await client.parity.compare(query, { signal });
  const [missing] = answer.missing;
  if (missing !== undefined) return `${missing.format} has no ${missing.columns.join(", ")}.`;
  const row = name === undefined ? null : { by, value: parityRow(answer, by, name) };
  const range = rangeOfPeriod(pair.billingPeriod);
  const question = { kind: "parity", measure, ...query, row, range } as const;
  return parityFigure(question, { pair, answer }, NAMES) ?? "there is no such row.";
}

/** The month that is meant; null where none is there in two formats. */
function pairIn(pairs: readonly ParityPair[], asked: Asked): ParityPair | null {
  const { payer } = asked.options;
  const newest = pairs.map(({ billingPeriod }) => billingPeriod).toSorted();
  const wanted = monthOf(asked) ?? newest.at(-1);
  const found = pairs.filter(
    ({ billingPeriod, payerAccountId }) =>
      billingPeriod === wanted && (payer === undefined || payerAccountId === payer),
  );
  const payers = new Set(found.map(({ payerAccountId }) => payerAccountId ?? "(none)"));
  if (payers.size > 1)
    throw new UsageError(
      `${wanted ?? ""} has several payers; name one with --payer: ${[...payers].join(", ")}`,
    );
  return found[0] ?? null;
}

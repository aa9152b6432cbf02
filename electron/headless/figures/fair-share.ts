import { fairShareFigure } from "#core/commitment/explain-fair-share.ts";
import { type ExplainedFigure, FAIR_SHARE_MEASURES } from "#core/cost/explain/figure.ts";
import { NAMES } from "../explain-answer.ts";
import { rangeOf } from "../query-arguments.ts";
import { type Asked, type FigureKind, NOTHING_HELD, oneOf } from "./figure-kind.ts";

export const FAIR_SHARE = {
  takes: ["from", "to", "currency", "measure"],
  takesName: true,
  help: `  fair-share [ACCOUNT]   of all accounts or of one, with the benefit of commitments shared by usage;
                         --measure ${FAIR_SHARE_MEASURES.slice(0, 5).join(", ")},
                         ${FAIR_SHARE_MEASURES.slice(5).join(", ")}; fair without it; --from, --to, --currency`,
  answer: fairShare,
} as const satisfies FigureKind;

async function fairShare({
  client,
  schema,
  name,
  options,
  currency,
  signal,
}: Asked): Promise<ExplainedFigure | string> {
  const measure = oneOf(FAIR_SHARE_MEASURES, options.measure, "fair");
  const range = rangeOf(options.from, options.to, schema.range);
  if (range === null) return NOTHING_HELD;
  const answer = await client.commitments.fairShare({ range, currency }, { signal });
  if (!answer.isKnown) return "amounts are missing in these days, so that nothing can be shared.";
  const of = name === undefined ? null : { account: name };
  const question = { kind: "fairShare", measure, of, range, currency } as const;
  return fairShareFigure(question, answer, NAMES) ?? `these days hold nothing of the account ${name ?? ""}.`;
}

import { CHANGE_MEASURES, type ExplainedFigure } from "#core/cost/explain/figure.ts";
import { restatementFigure } from "#core/restatement/explain-restatement.ts";
import { rangeOfPeriod } from "#core/time/period.ts";
import { NAMES } from "../explain-answer.ts";
import { required } from "../usage.ts";
import { type Asked, type FigureKind, moneyMetric, monthOf, oneOf } from "./figure-kind.ts";

export const RESTATEMENT = {
  takes: ["month", "metric", "currency", "measure"],
  takesName: false,
  help: `  restatement            what the last delivery of a month changed, --month; --measure ${CHANGE_MEASURES.join(", ")};
                         difference without it; --metric (unblended), --currency`,
  answer: restatement,
} as const satisfies FigureKind;

async function restatement(asked: Asked): Promise<ExplainedFigure | string> {
  const { client, options, currency, signal } = asked;
  const measure = oneOf(CHANGE_MEASURES, options.measure, "difference");
  const month = required(monthOf(asked) ?? undefined, "--month");
  const metric = moneyMetric(options.metric ?? "unblended");
  const { restatements } = await client.restatements.list();
  const found = restatements.find(({ billingPeriod }) => billingPeriod === month);
  if (found === undefined) return `${month} was not delivered twice.`;
  const query = { restatementId: found.id, metric, filters: [], currency };
  const byType =
    found.changedSums === null
      ? null
      : await client.restatements.compare({ ...query, groupBy: "lineItemType" }, { signal });
  const isLatest = restatements.every(({ before }) => before.deliveryId !== found.after.deliveryId);
  const question = { kind: "restatement", measure, ...query, range: rangeOfPeriod(month) } as const;
  const explained = { restatement: found, byType, isLatest };
  return restatementFigure(question, explained, NAMES) ?? "what was changed is not known any more.";
}

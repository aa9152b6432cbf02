import { CHARGE_KINDS, type ChargeKind } from "#core/charges/charge-kind.ts";
import type { ChargeGroup, ChargesAnswer } from "#core/charges/charges-query.ts";
import { chargeCell } from "#core/charges/drill.ts";
import { chargeFigure, chargesQueryOf } from "#core/charges/explain-charge.ts";
import type { CostCell } from "#core/cost/explain/cost-cell.ts";
import { CHARGE_MEASURES, type ChargeFigure, type ExplainedFigure } from "#core/cost/explain/figure.ts";
import { creditGrantCollection } from "../../host/credit-grants.ts";
import { chargeGrouping, chargeRowName } from "../charge-rows.ts";
import { NAMES } from "../explain-answer.ts";
import { rangeOf } from "../query-arguments.ts";
import { UsageError } from "../usage.ts";
import { type Asked, type FigureKind, moneyMetric, NOTHING_HELD, oneOf } from "./figure-kind.ts";

const MEASURES = ["cost", ...CHARGE_MEASURES] as const;

export const CHARGES = {
  takes: ["kind", "by", "metric", "from", "to", "currency", "measure"],
  takesName: true,
  help: `  charges [ROW]          of all charges of a --kind ${CHARGE_KINDS.slice(0, 5).join(", ")},
                         ${CHARGE_KINDS.slice(5).join(", ")} (dataTransfer), or of one row of them by --by, as "cloudspend charges" divides
                         and names them; --measure cost, volume, rate (data transfer), monthly, left (a credit); cost
                         without it; --metric (unblended), --from, --to, --currency`,
  answer: charges,
} as const satisfies FigureKind;

async function charges(asked: Asked): Promise<ExplainedFigure | CostCell | string> {
  const { client, directory, schema, name, options, currency, signal } = asked;
  const measure = oneOf(MEASURES, options.measure, "cost");
  const charge = oneOf(CHARGE_KINDS, options.kind, "dataTransfer");
  const groupBy = chargeGrouping(charge, options.by);
  checkMeasure(measure, charge, name);
  const metric = moneyMetric(options.metric ?? "unblended");
  const range = rangeOf(options.from, options.to, schema.range);
  if (range === null || schema.range === null) return NOTHING_HELD;
  const view = { charge, category: null, groupBy, metric, filters: [], range, currency } as const;
  const query = chargesQueryOf(view);
  const answer = await client.charges.query(query, { signal });
  const group = name === undefined ? null : rowOf(answer, name);
  if (measure === "cost") return chargeCell({ ...query, currency: answer.currency }, group);
  const question: ChargeFigure = { kind: "charge", measure, ...view, key: group?.key ?? null };
  const grants = await creditGrantCollection(() => directory).list();
  const grant = grants.find((one) => one.id === group?.key[0] && one.currency === answer.currency);
  const dataEnd = range.to < schema.range.to ? range.to : schema.range.to;
  return (
    chargeFigure(question, { answer, dataEnd, granted: grant?.amount ?? null }, NAMES) ??
    "these charges have no volume."
  );
}

function checkMeasure(
  measure: (typeof MEASURES)[number],
  charge: ChargeKind,
  name: string | undefined,
): void {
  if ((measure === "volume" || measure === "rate") && charge !== "dataTransfer")
    throw new UsageError(`only data transfer has a ${measure}`);
  if ((measure === "monthly" || measure === "left") && (charge !== "credits" || name === undefined))
    throw new UsageError(`--measure ${measure} is of a credit: name one with --kind credits`);
}

function rowOf({ groups }: ChargesAnswer, wanted: string): ChargeGroup {
  const isMeant = (text: string): boolean => text.toLowerCase() === wanted.toLowerCase();
  const found = groups.find(
    (group) =>
      isMeant(chargeRowName(group)) || isMeant(group.key.map((part) => part ?? "(no value)").join(" > ")),
  );
  if (found === undefined)
    throw new UsageError(
      groups.length === 0
        ? `there is no row "${wanted}", as these days hold no such charges`
        : `there is no row "${wanted}", only ${groups.map(chargeRowName).join(", ")}`,
    );
  return found;
}

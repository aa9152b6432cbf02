import type { CostCell } from "#core/cost/explain/cost-cell.ts";
import { differencesOf } from "#core/cost/explain/differences.ts";
import type { ExplainedDelivery, ExplainedPart, Explanation } from "#core/cost/explain/explanation.ts";
import { familySource } from "#core/cost/source/availability.ts";
import { ratio, subtract, sum } from "#core/money/decimal.ts";
import { periodsOf, rangeOfPeriod } from "#core/time/period.ts";
import type { CostQuery } from "#core/cost/query/cost-query.ts";
import { answerCosts, decimal } from "./answer.ts";
import { COLUMNS } from "./line-items.ts";
import { periodSummaries, qualityReports } from "./facts.ts";
import type { PayerIdentities } from "#core/ingest/quality-report.ts";

/** Explains a number of the made-up company from the same streams that gave it. */
export function explainCosts(cell: CostCell, from: "store" | "lineItems"): Explanation {
  const byType = answerCosts(questionOf(cell, "lineItemType"));
  const paid = answerCosts({ ...questionOf(cell, "lineItemType"), metric: "unblended" });
  const parts = byType.groups.map((group): ExplainedPart => {
    const lineItemType = group.key[0] ?? null;
    const unblended = paid.groups.find(({ key }) => key[0] === lineItemType)?.total ?? null;
    const formula = familySource("cur").metrics[cell.metric].formula(lineItemType);
    const where = formula.where.map((column) => ({
      ...column,
      header: COLUMNS.find(({ id }) => id === column.column)?.name ?? null,
    }));
    return {
      family: "cur",
      lineItemType,
      unit: null,
      lineItems: group.lineItems,
      unblended,
      amount: group.total,
      formula: { ...formula, where },
    };
  });
  return {
    cell,
    currency: byType.currency,
    total: byType.total,
    lineItems: byType.lineItems,
    answeredFrom: from === "lineItems" ? from : "daily",
    parts,
    deliveries: deliveriesOf(cell, from),
    missing: [],
    differences: differencesOf({
      cell,
      currency: byType.currency,
      parts,
      formats: ["legacy"],
      notInvoiced: periodsOf(cell.range).slice(-1),
      leftOutBefore: [],
      missing: [],
      splitRows: null,
    }),
  };
}

/** The identities of the made-up company's only payer. */
export function identitiesOfPayers(): readonly PayerIdentities[] {
  return qualityReports().map(({ deliveryId, billingPeriod, reportName, identities }) => ({
    payerAccountId: "111122223333",
    billingPeriod,
    deliveryId,
    reportName,
    currency: "USD",
    identities: identities.filter(({ id }) => id !== "rows" && id !== "rollup"),
  }));
}

function deliveriesOf(cell: CostCell, from: "store" | "lineItems"): readonly ExplainedDelivery[] {
  const reports = qualityReports();
  return periodSummaries().flatMap((period): readonly ExplainedDelivery[] => {
    const { from: first, to } = rangeOfPeriod(period.billingPeriod);
    const range = {
      from: first > cell.range.from ? first : cell.range.from,
      to: to < cell.range.to ? to : cell.range.to,
    };
    if (range.from >= range.to) return [];
    const { total, lineItems } = answerCosts({ ...questionOf(cell, "service"), range });
    if (lineItems === 0 || total === null) return [];
    const files = reports.find(({ deliveryId }) => deliveryId === period.deliveryId)?.files ?? [];
    const half = decimal(Math.floor(((ratio(total, "1.0") ?? 0) * 1e6) / files.length));
    const others = sum(files.slice(1).map(() => half));
    return [
      {
        deliveryId: period.deliveryId,
        reportName: period.reportName,
        billingPeriod: period.billingPeriod,
        format: period.format,
        version: period.version,
        importedAt: period.importedAt,
        rows: period.rows,
        lineItems,
        amount: total,
        files:
          from === "store"
            ? null
            : files.map(({ source, sha256 }, at) => ({
                source,
                sha256,
                lineItems: Math.floor(lineItems / files.length) + (at === 0 ? lineItems % files.length : 0),
                amount: at === 0 ? subtract(total, others) : half,
              })),
      },
    ];
  });
}

function questionOf(cell: CostCell, dimension: "lineItemType" | "service"): CostQuery {
  const { metric, range, filters, currency, profiles } = cell;
  return {
    metric,
    range,
    filters,
    currency,
    profiles,
    granularity: "total",
    groupBy: [dimension],
    top: null,
  };
}

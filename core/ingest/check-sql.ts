import { columnsById, decimalOrZero, text } from "../cost/source/columns.ts";
import { hasReservation, reservationArn, savingsPlanArn } from "../cost/source/cur-metrics.ts";
import { dailyResources, rollupColumn } from "../cost/rollup/rollup.ts";
import type { LineItemSource } from "../cost/source/line-item-source.ts";
import { METRIC_IDS } from "../cost/metric/metric-id.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { identifier, join, literal, raw, sql, type Sql } from "../sql/sql.ts";

/** Amounts that the identities of the cur family are made of, by name. */
const CUR_AMOUNTS = {
  plan_upfront: "savings_plan_amortized_upfront_commitment_for_billing_period",
  plan_used: "savings_plan_used_commitment",
  plan_effective: "savings_plan_savings_plan_effective_cost",
  reservation_upfront: "reservation_amortized_upfront_fee_for_billing_period",
  reservation_effective: "reservation_effective_cost",
  reservation_unused_upfront: "reservation_unused_amortized_upfront_fee_for_billing_period",
  reservation_unused_recurring: "reservation_unused_recurring_fee",
} as const;

/** The line items of one payer alone: a delivery can hold the bills of several. */
export function ofPayer(source: LineItemSource, payerAccountId: string | null): LineItemSource {
  const isTheirs = sql`${source.dimension("payerAccount")} IS NOT DISTINCT FROM ${payerAccountId}`;
  return { ...source, relation: sql`(SELECT * FROM ${source.relation} WHERE ${isTheirs})` };
}

/** One scan per line-item type and currency: rows, every metric, the parts of the identities, invoice state, last day. */
export function sumsByType(delivery: Delivery, source: LineItemSource): Sql {
  const columns = columnsById(delivery.columns);
  const isCur = delivery.format !== "focus";
  const unblended = source.metric("unblended");
  const invoice = source.dimension("invoiceId");
  const facts = [
    sql`${source.dimension("lineItemType")} AS type`,
    sql`${source.dimension("currency")} AS currency`,
    sql`count(*) AS rows`,
    ...METRIC_IDS.map((id) => sql`sum(${source.metric(id)}) AS ${identifier(id)}`),
    ...(isCur
      ? [
          ...Object.entries(CUR_AMOUNTS).map(
            ([name, id]) => sql`sum(${decimalOrZero(columns, id)})::DECIMAL(38,18) AS ${identifier(name)}`,
          ),
          sql`coalesce(sum(${unblended}) FILTER (${hasReservation(columns)}), 0)::DECIMAL(38,18) AS reserved`,
        ]
      : []),
    sql`count(*) FILTER (${unblended} <> 0 AND ${invoice} IS NOT NULL) AS invoiced`,
    sql`count(*) FILTER (${unblended} <> 0 AND ${invoice} IS NULL) AS not_invoiced`,
    sql`max(${source.day}) AS last_day`,
  ];
  return sql`SELECT ${join(facts)} FROM ${source.relation} WHERE ${source.counts} GROUP BY type, currency ORDER BY type, currency`;
}

/** Per Savings Plan: what covered usage took of it against what its fee rows say was used. */
export function sumsByPlan(delivery: Delivery, source: LineItemSource): Sql {
  const columns = columnsById(delivery.columns);
  const type = source.dimension("lineItemType");
  const amount = (id: string, of: string) =>
    sql`coalesce(sum(${decimalOrZero(columns, id)}) FILTER (${type} = ${literal(of)}), 0)::DECIMAL(38,18)`;
  return sql`SELECT ${savingsPlanArn(columns)} AS subject,
      ${amount("savings_plan_used_commitment", "SavingsPlanRecurringFee")} AS used,
      ${amount("savings_plan_savings_plan_effective_cost", "SavingsPlanCoveredUsage")} AS covered,
      ${amount("line_item_unblended_cost", "SavingsPlanCoveredUsage")} AS gross,
      ${amount("line_item_unblended_cost", "SavingsPlanNegation")} AS negated
    FROM ${source.relation} WHERE ${type} LIKE ${raw("'SavingsPlan%'")} AND subject IS NOT NULL GROUP BY ALL ORDER BY subject`;
}

/** Per reservation: effective and unused cost against recurring fee and amortized upfront fee. */
export function sumsByReservation(delivery: Delivery, source: LineItemSource): Sql {
  const columns = columnsById(delivery.columns);
  const type = source.dimension("lineItemType");
  const amount = (id: string, of: string) =>
    sql`coalesce(sum(${decimalOrZero(columns, id)}) FILTER (${type} = ${literal(of)}), 0)::DECIMAL(38,18)`;
  const unused = [CUR_AMOUNTS.reservation_unused_upfront, CUR_AMOUNTS.reservation_unused_recurring];
  return sql`SELECT ${reservationArn(columns)} AS subject,
      (${amount("line_item_unblended_cost", "RIFee")} + ${amount(CUR_AMOUNTS.reservation_upfront, "RIFee")})::DECIMAL(38,18) AS paid,
      (${amount(CUR_AMOUNTS.reservation_effective, "DiscountedUsage")} + ${join(
        unused.map((id) => amount(id, "RIFee")),
        " + ",
      )})::DECIMAL(38,18) AS spread
    FROM ${source.relation} WHERE ${type} IN ('RIFee', 'DiscountedUsage') AND subject IS NOT NULL GROUP BY ALL ORDER BY subject`;
}

/** Per invoice: its sum, to be held against the invoice itself. */
export function sumsByInvoice(source: LineItemSource): Sql {
  return sql`SELECT ${source.dimension("invoiceId")} AS subject, coalesce(sum(${source.metric("unblended")}), 0)::DECIMAL(38,18) AS cost
    FROM ${source.relation} WHERE ${source.counts} AND subject IS NOT NULL GROUP BY ALL ORDER BY subject`;
}

/** FOCUS, per commitment: effective cost of usage against what was billed for the purchase. */
export function sumsByCommitment(delivery: Delivery, source: LineItemSource): Sql {
  const columns = columnsById(delivery.columns);
  const category = text(columns, "charge_category");
  return sql`SELECT ${text(columns, "commitment_discount_id")} AS subject,
      coalesce(sum(${decimalOrZero(columns, "effective_cost")}) FILTER (${category} = 'Usage'), 0)::DECIMAL(38,18) AS used,
      coalesce(sum(${decimalOrZero(columns, "billed_cost")}) FILTER (${category} = 'Purchase'), 0)::DECIMAL(38,18) AS bought
    FROM ${source.relation} WHERE subject IS NOT NULL GROUP BY ALL ORDER BY subject`;
}

/** Sums of both roll-ups of a delivery, to be held against its line items. */
export function sumsOfRollups(delivery: Delivery, directory: string): Sql {
  const metrics = METRIC_IDS.map((id) => sql`sum(${rollupColumn(id)}) AS ${identifier(id)}`);
  const of = (name: string, relation: Sql) =>
    sql`SELECT ${literal(name)} AS name, ${join(metrics)} FROM ${relation} WHERE delivery_id = ${delivery.id}`;
  return sql`${of("daily", raw("daily"))} UNION ALL ${of("daily resource", dailyResources([delivery], directory))}`;
}

/** Names for codes and account ids that the line items tell themselves: `dimension, value, label`. */
export function labelsOf(delivery: Delivery, source: LineItemSource): readonly Sql[] {
  const columns = columnsById(delivery.columns);
  const named = (dimension: "service" | "linkedAccount" | "payerAccount" | "region", name: Sql) =>
    sql`SELECT ${literal(dimension)} AS dimension, ${source.dimension(dimension)} AS value, max(${name}) AS label
      FROM ${source.relation} WHERE value IS NOT NULL AND ${name} IS NOT NULL GROUP BY ALL`;
  const candidates =
    delivery.format === "focus"
      ? ([
          ["service", "service_name"],
          ["linkedAccount", "sub_account_name"],
          ["payerAccount", "billing_account_name"],
          ["region", "region_name"],
        ] as const)
      : ([
          ["service", "product_product_name"],
          ["linkedAccount", "line_item_usage_account_name"],
          ["payerAccount", "bill_payer_account_name"],
        ] as const);
  const fromColumns = candidates
    .filter(([, id]) => columns.has(id))
    .map(([dimension, id]) => named(dimension, text(columns, id)));
  const needsMap =
    delivery.format !== "focus" &&
    !columns.has("product_product_name") &&
    columns.get("product")?.type === "map";
  return needsMap
    ? [...fromColumns, named("service", sql`nullif(product['product_name'], '')`)]
    : fromColumns;
}

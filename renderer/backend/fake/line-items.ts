import type { LineItemColumn, LineItemPage, LineItemQuery } from "#core/cost/query/line-item-query.ts";
import { answerCosts, decimal } from "./answer.ts";

const column = (id: string, name: string, type: LineItemColumn["type"], common = true): LineItemColumn => ({
  id,
  name,
  type,
  common,
});

export const COLUMNS: readonly LineItemColumn[] = [
  column("line_item_usage_start_date", "lineItem/UsageStartDate", "timestamp"),
  column("line_item_usage_account_id", "lineItem/UsageAccountId", "text"),
  column("line_item_product_code", "lineItem/ProductCode", "text"),
  column("line_item_usage_type", "lineItem/UsageType", "text"),
  column("line_item_operation", "lineItem/Operation", "text"),
  column("line_item_line_item_type", "lineItem/LineItemType", "text"),
  column("line_item_resource_id", "lineItem/ResourceId", "text"),
  column("line_item_usage_amount", "lineItem/UsageAmount", "decimal"),
  column("line_item_unblended_cost", "lineItem/UnblendedCost", "decimal"),
  column("line_item_currency_code", "lineItem/CurrencyCode", "text"),
  column("line_item_line_item_description", "lineItem/LineItemDescription", "text", false),
  column("product_region_code", "product/regionCode", "text", false),
  column("resource_tags_user_team", "resourceTags/user:team", "text", false),
  column("source_file", "Source file", "text"),
  column("source_row", "Source row", "decimal"),
];

/** Rows made from the groups of the same question, so that they belong to it. */
export function lineItemPage(query: LineItemQuery): LineItemPage {
  const answer = answerCosts({
    metric: "unblended",
    granularity: "total",
    range: query.range,
    groupBy: ["service", "linkedAccount", "usageType", "region"],
    filters: query.filters,
    currency: null,
    top: null,
  });
  const wanted =
    query.columns.length === 0
      ? COLUMNS.filter(({ common }) => common)
      : COLUMNS.filter(({ id }) => query.columns.includes(id));
  const count = answer.lineItems;
  const length = Math.max(0, Math.min(query.limit, count - query.offset));
  const rows = Array.from({ length }, (_, index) => {
    const row = query.offset + index;
    const { key } = answer.groups[row % Math.max(1, answer.groups.length)] ?? { key: [] };
    const [service = null, account = null, usageType = null, region = null] = key;
    const cells: Readonly<Record<string, string | null>> = {
      line_item_usage_start_date: `${query.range.from}T${String(row % 24).padStart(2, "0")}:00:00Z`,
      line_item_usage_account_id: account,
      line_item_product_code: service,
      line_item_usage_type: usageType,
      line_item_operation: row % 3 === 0 ? null : "RunInstances",
      line_item_line_item_type: row % 7 === 0 ? "SavingsPlanCoveredUsage" : "Usage",
      line_item_resource_id: `i-0${(row * 7_919 + 1_048_576).toString(16)}9ab3c`,
      line_item_usage_amount: decimal(1_000_000 * ((row % 9) + 1)),
      line_item_unblended_cost: decimal(384_000 + (row % 977) * 1_931),
      line_item_currency_code: "USD",
      line_item_line_item_description: "$0.384 per On Demand Linux m6i.2xlarge Instance Hour",
      product_region_code: region,
      resource_tags_user_team: row % 4 === 0 ? null : "checkout",
      source_file: "acme-cost-and-usage-1.csv.gz",
      source_row: String(row + 1),
    };
    return wanted.map(({ id }) => cells[id] ?? null);
  });
  return { columns: wanted, rows, totalRows: count, totals: { USD: answer.total ?? "0.0000000000" } };
}

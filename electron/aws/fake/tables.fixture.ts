import type { CatalogueTable } from "#core/cost/athena/athena-table.ts";

const text = (name: string) => ({ name, type: "string" });

/** A legacy report as AWS's crawler describes it, with the columns that make it one. */
export const BILLS: CatalogueTable = {
  database: "cur",
  table: "bills",
  columns: [
    text("identity_line_item_id"),
    text("bill_payer_account_id"),
    text("line_item_usage_account_id"),
    text("line_item_line_item_type"),
    { name: "line_item_usage_start_date", type: "timestamp" },
    text("line_item_product_code"),
    text("line_item_currency_code"),
    { name: "line_item_unblended_cost", type: "double" },
  ],
  partitionKeys: [text("year"), text("month")],
  location: "s3://bills-in-aws/cur/bills/",
};

/** What AWS makes beside a report: no line items. */
export const NO_REPORT: CatalogueTable = {
  database: "cur",
  table: "cost_and_usage_data_status",
  columns: [text("status")],
  partitionKeys: [],
  location: "s3://bills-in-aws/cur/cost_and_usage_data_status/",
};

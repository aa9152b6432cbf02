import type { DuckDBConnection } from "@duckdb/node-api";
import { lineItemColumnsOf } from "#core/cost/line-items/line-item-columns.ts";
import type { LineItemRequest, Sorting } from "#core/cost/line-items/line-item-sql.ts";
import type { LineItemColumn, LineItemQuery } from "#core/cost/query/line-item-query.ts";
import { deliveriesFor, deliveriesIn } from "#core/cost/query/plan.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { fail } from "#core/result/failure.ts";
import type { Database } from "../duckdb/database.ts";
import { storedDeliveries } from "./stored-deliveries.ts";

export type Workspace = { readonly database: Database; readonly directory: string };

/** A line-item query with its names looked up. */
export type PreparedRequest = {
  readonly request: LineItemRequest;
  readonly columns: readonly LineItemColumn[];
  readonly sorting: Sorting | null;
};

export async function prepareRequest(
  workspace: Workspace,
  connection: DuckDBConnection,
  all: readonly Delivery[],
  query: LineItemQuery,
): Promise<PreparedRequest> {
  const counted = all.filter((delivery) => delivery.counted);
  const known = new Map(lineItemColumnsOf(counted).map((column) => [column.id, column]));
  const wanted = deliveriesFor(deliveriesIn(counted, query.range), query.filters).toSorted(byPeriod);
  return {
    request: {
      deliveries: await storedDeliveries(workspace, connection, wanted),
      directory: workspace.directory,
      range: query.range,
      filters: query.filters.filter(
        ({ dimension }) => dimension !== "billingPeriod" && dimension !== "report",
      ),
      profiles: query.profiles ?? [],
    },
    columns: query.columns.map((id, index) => columnOf(known, id, `columns[${index}]`)),
    sorting:
      query.sort === null
        ? null
        : {
            column: columnOf(known, query.sort.column, "sort.column"),
            descending: query.sort.descending,
          },
  };
}

/** Two requests with the same key have the same line items: deliveries never change under their id. */
export function requestKey({ deliveries, range, filters, profiles }: LineItemRequest): string {
  return JSON.stringify([deliveries.map(({ delivery }) => delivery.id), range, filters, profiles]);
}

function columnOf(known: ReadonlyMap<string, LineItemColumn>, id: string, at: string): LineItemColumn {
  return known.get(id) ?? fail("query.invalid", { at, problem: `no column ${id}` });
}

function byPeriod(a: Delivery, b: Delivery): number {
  return a.billingPeriod === b.billingPeriod
    ? a.id < b.id
      ? -1
      : 1
    : a.billingPeriod < b.billingPeriod
      ? -1
      : 1;
}

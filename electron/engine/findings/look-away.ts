import type { Delivery } from "#core/delivery/delivery.ts";
import { findingTablesOfSums, sumsTable, tablesOfSums } from "#core/finding/in-place/tables-of-sums.ts";
import type { FindingsRequest } from "#core/finding/findings-query.ts";
import { deliveriesIn } from "#core/cost/query/plan.ts";
import { fail } from "#core/result/failure.ts";
import { type LookedThrough, wholeMonths } from "./run-findings.ts";

/** Bills that lie in AWS, of which `file` has the sums; `deliveries` are the periods that it is about. */
export function lookAway(
  file: string,
  deliveries: readonly Delivery[],
  request: FindingsRequest,
): LookedThrough {
  const range = wholeMonths(request.range);
  const asked = deliveriesIn(deliveries, range);
  if (asked.length === 0) fail("query.no_data", {}, "user");
  const currency = currencyOf(asked, request.currency);
  return {
    currency,
    asked,
    looked: deliveries,
    make: [sumsTable(file), ...tablesOfSums(currency)],
    tables: findingTablesOfSums({ range, deliveries: asked }),
  };
}

function currencyOf(deliveries: readonly Delivery[], asked: string | null): string {
  if (asked !== null) return asked;
  const currencies = [...new Set(deliveries.flatMap(({ totals }) => Object.keys(totals)))].toSorted();
  if (currencies.length > 1) fail("query.mixed_currencies", { currencies });
  return currencies[0] ?? fail("query.no_data", {}, "user");
}

import { refuse } from "../../cost/athena/cannot-run.ts";
import { deliveryOf, heldOnly } from "../../cost/athena/survey.ts";
import type { AthenaRows, TableQuestion } from "../../cost/athena/table-question.ts";
import type { Filter } from "../../cost/filter/filter.ts";
import type { Delivery } from "../../delivery/delivery.ts";
import { athenaStatement } from "../../sql/athena-statement.ts";
import type { DateRange } from "../../time/period.ts";
import { lineItemSums } from "./line-item-sums.ts";

/** Athena gives a thousand rows at a time: more of a month would take minutes to fetch, and hundreds of megabytes to keep. */
export const MOST_SUMS = 200_000;

/** Sums of the billing periods that hold anything. */
export type PeriodSums = { readonly deliveries: readonly Delivery[]; readonly rows: AthenaRows };

type Asked = {
  /** Whole months. */
  readonly range: DateRange;
  readonly filters: readonly Filter[];
};

/** All that rules read of some months, each of which is asked for and kept by itself. */
export function sumsQuestion({ range, filters }: Asked, most = MOST_SUMS): TableQuestion<PeriodSums> {
  return {
    range,
    plan(table, surveys) {
      const deliveries = heldOnly(surveys).map((survey) => deliveryOf(table, survey));
      return {
        asks: deliveries.map((delivery) => ({
          statement: athenaStatement(lineItemSums(table, [delivery], { filters, most: most + 1 })),
          periods: [delivery.billingPeriod],
        })),
        read(rows) {
          const large = rows.findIndex(({ length }) => length > most);
          const period = deliveries[large]?.billingPeriod;
          if (period !== undefined) refuse(table.table, { type: "tooManyThings", period, limit: most });
          return { deliveries, rows: rows.flat() };
        },
      };
    },
  };
}

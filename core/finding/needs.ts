import { type Delivery, familyOf } from "../delivery/delivery.ts";
import { familySource, missingColumns } from "../cost/source/availability.ts";
import { columnsById, NO_TEXT } from "../cost/source/columns.ts";
import type { ColumnDimensionId } from "../cost/source/family.ts";
import { openKeyOfColumn } from "../cost/source/open-key.ts";
import { addMonths, type BillingPeriod } from "../time/period.ts";
import type { FindingNeed, FindingRule } from "./finding.ts";
import type { NotComputable } from "./findings-query.ts";

/** What a delivery lacks of what a rule reads. */
export function lackedNeeds(rule: FindingRule, delivery: Delivery): readonly FindingNeed[] {
  const cost: readonly FindingNeed[] = missingColumns(delivery, "amortized").length > 0 ? ["amortized"] : [];
  return [...new Set([...cost, ...rule.needs.filter((need) => !has(delivery, need))])];
}

function has(delivery: Delivery, need: FindingNeed): boolean {
  switch (need) {
    case "usageAmount":
    case "amortized":
      return missingColumns(delivery, need).length === 0;
    case "tags":
      return hasTags(delivery);
    case "commitments":
      return hasDimension(delivery, "commitment");
    case "commitmentEnds":
      return delivery.columns.some(({ id }) => /^(savings_plan|reservation)_end_time$/.test(id));
    default:
      return hasDimension(delivery, need);
  }
}

function hasDimension({ format, columns }: Delivery, dimension: ColumnDimensionId): boolean {
  const expression = familySource(familyOf(format)).dimensions[dimension];
  return expression(columnsById(columns)) !== NO_TEXT;
}

function hasTags({ format, columns }: Delivery): boolean {
  const { maps } = familySource(familyOf(format));
  return columns.some(
    (column) =>
      (column.type === "map" && column.id.includes("tags") && maps.includes(column.id)) ||
      openKeyOfColumn(column)?.kind === "tag",
  );
}

/** Why a rule says nothing about some months; null where it says something about all. */
export function notComputable(
  rule: FindingRule,
  months: readonly BillingPeriod[],
  deliveries: readonly Delivery[],
): NotComputable | null {
  const lacking = deliveries
    .filter(({ billingPeriod }) => months.includes(billingPeriod))
    .map((delivery) => ({ month: delivery.billingPeriod, needs: lackedNeeds(rule, delivery) }))
    .filter(({ needs }) => needs.length > 0);
  const held = new Set(deliveries.map(({ billingPeriod }) => billingPeriod));
  const [first = ""] = months;
  const before = Array.from({ length: rule.monthsBefore ?? 0 }, (_, at) => addMonths(first, -1 - at));
  const monthsMissing = before.filter((month) => !held.has(month)).length;
  if (lacking.length === 0 && monthsMissing === 0) return null;
  const lacked = new Set(lacking.map(({ month }) => month));
  return {
    finding: rule.id,
    months: [...lacked].toSorted(),
    needs: [...new Set(lacking.flatMap(({ needs }) => needs))],
    monthsMissing,
    isPartial: monthsMissing === 0 && months.some((month) => held.has(month) && !lacked.has(month)),
  };
}

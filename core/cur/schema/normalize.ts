/**
 * AWS's rule for Athena and Parquet names of report columns: `lineItem/UnblendedCost` -> `line_item_unblended_cost`,
 * `reservation/ReservationARN` -> `reservation_reservation_a_r_n`. Also gives FOCUS names in snake case.
 */
export function normalizeName(header: string): string {
  return header
    .replaceAll(/([A-Z])/g, "_$1")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "");
}

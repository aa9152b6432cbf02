import { expect, it } from "vitest";
import { athenaName } from "./column.ts";

it.each([
  ["lineItem/UnblendedCost", "line_item_unblended_cost"],
  ["reservation/ReservationARN", "reservation_reservation_a_r_n"],
  ["product/preInstalledSw", "product_pre_installed_sw"],
  ["resourceTags/user:Team", "resource_tags_user_team"],
  ["resourceTags/user:cost-center", "resource_tags_user_cost_center"],
  ["savingsPlan/SavingsPlanARN", "savings_plan_savings_plan_a_r_n"],
])("%s becomes %s", (header, name) => {
  expect(athenaName(header)).toBe(name);
});

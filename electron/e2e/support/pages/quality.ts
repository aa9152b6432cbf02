import { expect, type Page } from "@playwright/test";
import { frame } from "./frame.ts";

/** Goes to the data quality screen and reads what the workspace holds: one text per billing period with its cost. */
export async function heldPeriods(page: Page): Promise<readonly string[]> {
  await frame(page).goTo("Data quality");
  const periods = page.getByRole("listbox", { name: "Billing periods" }).getByRole("option");
  await expect(periods.first()).toBeVisible();
  return periods.allInnerTexts();
}

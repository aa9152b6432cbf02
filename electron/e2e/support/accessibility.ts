import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const GRAVE = ["serious", "critical"];
const FADE_MS = 250;

/** What axe holds to be serious or critical on this screen: rule, help and the places. */
export async function graveViolations(page: Page, screen: string): Promise<readonly string[]> {
  // What is being asked anew is faded until the answer comes.
  await expect(page.locator(".transition-opacity.opacity-60")).toHaveCount(0);
  await page.waitForTimeout(FADE_MS);
  // The other mode opens a blank page to finish in, and this app opens no windows.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations
    .filter(({ impact }) => GRAVE.includes(impact ?? ""))
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${screen}: ${id}: ${help}\n${html}\n${failureSummary ?? ""}`),
    );
}

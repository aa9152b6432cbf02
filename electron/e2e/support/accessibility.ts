import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

const GRAVE = ["serious", "critical"];

/** What axe holds to be serious or critical on this screen: rule, help and the places. */
export async function graveViolations(page: Page, screen: string): Promise<readonly string[]> {
  // The other mode opens a blank page to finish in, and this app opens no windows.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations
    .filter(({ impact }) => GRAVE.includes(impact ?? ""))
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${screen}: ${id}: ${help}\n${html}\n${failureSummary ?? ""}`),
    );
}

import { expect, type Page } from "@playwright/test";

/** Filling an empty workspace with the sample may take this long on a busy machine. */
const FILLED_MS = 120_000;

export function overview(page: Page) {
  const figures = page.getByRole("region", { name: "Key figures" });
  const services = page.getByRole("region", { name: "Services" });
  return {
    figures,
    services,
    /** Until the figures and the services of the month are there. */
    async waitForCosts() {
      await expect(figures).toContainText("$", { timeout: FILLED_MS });
      await expect(services.getByRole("row").nth(1)).toContainText("$");
    },
  };
}

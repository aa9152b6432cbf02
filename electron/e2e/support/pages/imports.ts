import { expect, type Page } from "@playwright/test";
import { dropOnWindow } from "../drop.ts";

export function imports(page: Page) {
  const jobs = page.getByRole("region", { name: "Jobs" });
  // Once an import has ended, the sums of screens are made: a job that nobody has started.
  const newest = jobs.getByRole("article").filter({ hasNotText: "Preparing screens" }).first();
  const begin = page.getByRole("button", { name: "Import", exact: true });
  const waitForEnd = async (): Promise<void> => {
    const outcome = newest.getByRole("status");
    await expect(outcome.or(newest.getByRole("alert"))).toBeVisible({ timeout: 60_000 });
    await expect(outcome).toBeVisible({ timeout: 100 });
  };
  return {
    jobs,
    /** The job started last. */
    newest,
    begin,
    cancel: newest.getByRole("button", { name: /^Cancel/ }),
    progress: newest.getByRole("progressbar"),
    candidates: page.getByRole("region", { name: "Found in your files" }),
    skipped: page.getByRole("region", { name: /^Skipped/ }),
    drop: (...paths: string[]) => dropOnWindow(page, paths),
    /** Drops the paths, takes what is offered and waits for the end. */
    async dropAndImport(...paths: string[]) {
      await dropOnWindow(page, paths);
      await begin.click();
      await waitForEnd();
    },
    waitForEnd,
  };
}

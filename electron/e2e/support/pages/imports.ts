import { expect, type Page } from "@playwright/test";
import { dropOnWindow } from "../drop.ts";

export function imports(page: Page) {
  const jobs = page.getByRole("region", { name: "Jobs" });
  // Once an import has ended, the sums of screens are made: a job that nobody has started.
  const started = jobs.getByRole("article").filter({ hasNotText: "Preparing screens" });
  const newest = started.first();
  const begin = page.getByRole("button", { name: "Import", exact: true });
  // Until the new job is told of, the newest is the one before it, which has ended.
  const take = async (): Promise<void> => {
    const before = await started.count();
    await begin.click();
    await expect(started).not.toHaveCount(before);
  };
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
    /** Takes what is offered: its job is the newest then. */
    take,
    cancel: newest.getByRole("button", { name: /^Cancel/ }),
    progress: newest.getByRole("progressbar"),
    candidates: page.getByRole("region", { name: "Found in your files" }),
    skipped: page.getByRole("region", { name: /^Skipped/ }),
    drop: (...paths: string[]) => dropOnWindow(page, paths),
    /** Drops the paths, takes what is offered and waits for the end. */
    async dropAndImport(...paths: string[]) {
      await dropOnWindow(page, paths);
      await take();
      await waitForEnd();
    },
    waitForEnd,
  };
}

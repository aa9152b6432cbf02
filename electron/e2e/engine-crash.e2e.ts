import type { ElectronApplication } from "@playwright/test";
import { expect, test } from "./support/journey.ts";
import { frame } from "./support/pages/frame.ts";
import { imports } from "./support/pages/imports.ts";
import { heldPeriods } from "./support/pages/quality.ts";

test("an engine killed during an import leaves the former version, and a new one takes over", async ({
  start,
  bills,
}) => {
  const { app, page } = await start();
  const { dropAndImport, drop, take, progress, candidates, waitForEnd } = imports(page);
  await dropAndImport(bills.small);
  const before = await heldPeriods(page);
  await drop(bills.large);
  await take();
  await expect(progress).toBeVisible();
  process.kill(await enginePid(app), "SIGKILL");
  await expect(frame(page).notice("The data engine was restarted")).toBeVisible();
  expect(await heldPeriods(page)).toEqual(before);

  await drop(bills.large);
  await expect(candidates).toContainText("Replaces");
  await take();
  await waitForEnd();
  await expect.poll(() => heldPeriods(page)).not.toEqual(before);
});

async function enginePid(app: ElectronApplication): Promise<number> {
  const pid = await app.evaluate(
    (electron) => electron.app.getAppMetrics().find(({ name }) => name === "CloudSpend engine")?.pid,
  );
  if (pid === undefined) throw new Error("no engine process");
  return pid;
}

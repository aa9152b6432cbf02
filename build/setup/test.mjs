import { APP_BUNDLES, ensureBuilt } from "./bundles.mjs";
import { withVirtualDisplay } from "./display.mjs";
import { ensureElectron } from "./electron.mjs";
import { ensureInstalled } from "./install.mjs";
import { main, say } from "./say.mjs";
import { STATIC_CHECKS } from "./static-checks.mjs";
import { runChecks, runShown } from "./steps.mjs";
import { runJourneys, runUnitTests } from "./suites.mjs";
import { ensureSystemLibraries } from "./system-libraries.mjs";
import { forgetCounts, readCounts } from "./test-counts.mjs";

/** Every check there is. A failure does not hide the ones behind it; the exit code is 0 only if there is none. */
main(async () => {
  await ensureInstalled();
  await ensureBuilt([...APP_BUNDLES, "headless"]);
  await ensureSystemLibraries(await ensureElectron(), { virtualDisplay: true });
  forgetCounts();

  const failed = await runChecks(STATIC_CHECKS);
  failed.push(
    ...(await runShown("unit, DuckDB, engine and command-line tests (vitest)", () => runUnitTests())),
  );
  failed.push(
    ...(await runShown("journeys in the real Electron (Playwright)", () =>
      withVirtualDisplay((env) => runJourneys(env)),
    )),
  );

  const counts = readCounts();
  if (counts.skipped.length > 0) say(`\nSkipped:\n${counts.skipped.map((test) => `  ${test}`).join("\n")}`);
  if (failed.length > 0) say(`\nFailed: ${failed.join(", ")}`);
  say(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped.length} skipped`);
  return failed.length === 0 && counts.failed === 0 ? 0 : 1;
});

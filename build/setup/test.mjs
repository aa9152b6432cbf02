import { ensureBuilt, JOURNEY_BUNDLES } from "./bundles.mjs";
import { withVirtualDisplay } from "./display.mjs";
import { ensureElectron } from "./electron.mjs";
import { ensureInstalled } from "./install.mjs";
import { main, say } from "./say.mjs";
import { STATIC_CHECKS } from "./static-checks.mjs";
import { runChecks, runShown } from "./steps.mjs";
import { runJourneys, runUnitTests } from "./suites.mjs";
import { ensureSystemLibraries } from "./system-libraries.mjs";
import { atLeast, countSteps, forgetCounts, journeyCounts, sum, vitestCounts } from "./test-counts.mjs";

/** Every check there is. A failure does not hide the ones behind it; the exit code is 0 only if there is none. */
main(async () => {
  await ensureInstalled();
  await ensureBuilt(JOURNEY_BUNDLES);
  await ensureSystemLibraries(await ensureElectron(), { virtualDisplay: true, keyring: true });
  forgetCounts();

  const checks = await runChecks(STATIC_CHECKS);
  const unit = await runShown("unit, DuckDB, engine and command-line tests (vitest)", () => runUnitTests());
  const journeys = await runShown("journeys in the real Electron (Playwright)", () =>
    withVirtualDisplay((env) => runJourneys(env)),
  );

  const total = sum([
    countSteps(STATIC_CHECKS.length, checks),
    atLeast(unit, vitestCounts()),
    atLeast(journeys, journeyCounts()),
  ]);
  const failed = [...checks, ...unit, ...journeys];
  sayList("Skipped", total.skipped);
  sayList("Passed only at the second try", total.flaky);
  sayList("Why they failed", total.reasons);
  if (failed.length > 0) say(`\nFailed: ${failed.join(", ")}`);
  say(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped`);
  return total.failed === 0 ? 0 : 1;
});

/** @param {string} title @param {readonly string[]} tests */
function sayList(title, tests) {
  if (tests.length > 0) say(`\n${title}:\n${tests.map((test) => `  ${test}`).join("\n")}`);
}

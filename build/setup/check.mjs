import { APP_BUNDLES, ensureBuilt } from "./bundles.mjs";
import { ensureInstalled } from "./install.mjs";
import { main, say } from "./say.mjs";
import { STATIC_CHECKS } from "./static-checks.mjs";
import { runChecks, runShown } from "./steps.mjs";
import { runUnitTests } from "./suites.mjs";

/** The fast part of `npm test`: what a developer runs before a commit. */
main(async () => {
  await ensureInstalled();
  await ensureBuilt(APP_BUNDLES);
  const failed = await runChecks(STATIC_CHECKS);
  failed.push(
    ...(await runShown("unit tests", () => runUnitTests(["--project", "core", "--project", "renderer"]))),
  );
  if (failed.length === 0) return 0;
  say(`\nFailed: ${failed.join(", ")}`);
  return 1;
});

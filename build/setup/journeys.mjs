import { JOURNEY_BUNDLES, ensureBuilt } from "./bundles.mjs";
import { withVirtualDisplay } from "./display.mjs";
import { ensureElectron } from "./electron.mjs";
import { ensureInstalled } from "./install.mjs";
import { main } from "./say.mjs";
import { runJourneys } from "./suites.mjs";
import { ensureSystemLibraries } from "./system-libraries.mjs";

/** `npm run journeys -- drill` runs the journeys whose file name contains "drill" in the real Electron. */
main(async () => {
  await ensureInstalled();
  await ensureBuilt(JOURNEY_BUNDLES);
  await ensureSystemLibraries(await ensureElectron(), { virtualDisplay: true, keyring: true });
  const { code } = await withVirtualDisplay((env) => runJourneys(env, process.argv.slice(2)));
  return code;
});

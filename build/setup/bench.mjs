import { join } from "node:path";
import { APP_BUNDLES, ensureBuilt } from "./bundles.mjs";
import { hasDisplay, withVirtualDisplay } from "./display.mjs";
import { ensureElectron, launchOptions } from "./electron.mjs";
import { ensureInstalled } from "./install.mjs";
import { OUT } from "./paths.mjs";
import { run } from "./run.mjs";
import { main, talkOnStderr } from "./say.mjs";
import { ensureSystemLibraries } from "./system-libraries.mjs";

talkOnStderr();

main(async () => {
  await ensureInstalled();
  await ensureBuilt([...APP_BUNDLES, "bench"]);
  await ensureSystemLibraries(await ensureElectron(), { virtualDisplay: !hasDisplay(), keyring: false });
  return hasDisplay() ? bench(process.env) : withVirtualDisplay(bench);
});

/** @param {NodeJS.ProcessEnv} env */
async function bench(env) {
  const app = JSON.stringify(launchOptions());
  const { code } = await run(
    process.execPath,
    [join(OUT, "bench", "bench.js"), "--app", app, ...process.argv.slice(2)],
    { env },
  );
  return code;
}

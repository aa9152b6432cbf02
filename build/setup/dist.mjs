import { APP_BUNDLES, ensureBuilt } from "./bundles.mjs";
import { ensureInstalled } from "./install.mjs";
import { runTool } from "./run.mjs";
import { main } from "./say.mjs";

main(async () => {
  await ensureInstalled();
  await ensureBuilt(APP_BUNDLES);
  const { code } = await runTool("electron-builder", [
    "--config",
    "electron-builder.yml",
    ...process.argv.slice(2),
  ]);
  return code;
});

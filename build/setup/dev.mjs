import { ensureBuilt } from "./bundles.mjs";
import { ensureElectron, launchOptions } from "./electron.mjs";
import { ensureInstalled } from "./install.mjs";
import { inRoot } from "./paths.mjs";
import { start, toolPath } from "./run.mjs";
import { main } from "./say.mjs";

const PAGE_URL = "http://localhost:5199/";

/** The app with a page that reloads itself on every change in renderer/ or core/. */
main(async () => {
  await ensureInstalled();
  await ensureBuilt(["main", "engine", "console", "preload"]);
  await ensureElectron();
  start(process.execPath, [toolPath("vite"), "--config", inRoot("build", "vite", "renderer.config.ts")]);
  const { executablePath, args } = launchOptions(process.argv.slice(2));
  const app = start(executablePath, args, { env: { ...process.env, CLOUDSPEND_PAGE_URL: PAGE_URL } });
  return new Promise((resolve) => {
    app.once("close", (code) => {
      process.exitCode = code ?? 1;
      resolve(process.exitCode);
      process.exit();
    });
  });
});

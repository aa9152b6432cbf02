/**
 * Goes into the fallback runtime, which has lost Electron's own default app: `electron <folder> ...` starts the
 * app in that folder, under its name and version, as the official binary does.
 */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { app } from "electron";

const folder = process.argv.slice(1).find((argument) => !argument.startsWith("-"));
if (!folder) {
  process.stderr.write("usage: electron <app folder> [arguments]\n");
  app.exit(2);
} else {
  const appFolder = resolve(folder);
  const manifest = JSON.parse(readFileSync(join(appFolder, "package.json"), "utf8"));
  Object.defineProperty(process, "defaultApp", { value: true });
  app.setName(manifest.productName ?? manifest.name);
  // Not in the typings: Electron keeps these two for its own default app.
  Reflect.get(app, "setVersion").call(app, manifest.version);
  Reflect.get(app, "setAppPath").call(app, appFolder);
  // Awaited at the top level: Electron reports itself ready only after the app's own module has run.
  await import(pathToFileURL(join(appFolder, manifest.main)).href);
}

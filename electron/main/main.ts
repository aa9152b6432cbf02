import { app, crashReporter, dialog } from "electron";
import { join } from "node:path";
import { createAppEvents } from "../host/app-events.ts";
import { createLog, type Log } from "../logging/log.ts";
import { keepCrashes } from "./crash-log.ts";
import { readEnvironment } from "./environment.ts";
import { dataFiles } from "./locations.ts";
import { namedPaths } from "./named-paths.ts";
import { registerPageScheme } from "./page-protocol.ts";
import { buildKind } from "./build-kind.ts";
import { rememberDocuments } from "./recent-documents.ts";
import { runApp } from "./run-app.ts";
import { refusedSwitch } from "./start-switches.ts";

const environment = readEnvironment(app.isPackaged, process.env);
const { previewFolder } = environment;
const ownFolder = previewFolder === null ? null : join(previewFolder, "user-data");
const dataDirectory = environment.dataDirectory ?? ownFolder ?? app.getPath("userData");
const files = dataFiles(dataDirectory);

app.setPath("userData", dataDirectory);
app.setPath("sessionData", files.browser);
app.setPath("crashDumps", join(files.logs, "dumps"));
// Chromium writes down where a process broke; nothing is sent to anybody.
crashReporter.start({ uploadToServer: false, compress: false });
const log = keepCrashes(createLog(files.log), files.crashes, {
  version: app.getVersion(),
  electron: process.versions.electron,
  platform: `${process.platform} ${process.arch}`,
});
logUncaught(log);
registerPageScheme();

const skip = app.isPackaged ? 1 : 2;
const paths = namedPaths(process.argv, { skip, workingDirectory: process.cwd() });
const events = createAppEvents();

const refused = refusedSwitch(app.commandLine, buildKind(app));
if (refused !== null) {
  failToStart(
    new Error(`It does not run with --${refused}, which would open it to other programs or pages.`),
  );
} else if (app.requestSingleInstanceLock({ paths })) {
  if (paths.length > 0) {
    void app.whenReady().then(() => rememberDocuments(paths));
    events.publish({ kind: "importPaths", paths });
  }
  app.on("open-file", (event, path) => {
    event.preventDefault();
    void app.whenReady().then(() => rememberDocuments([path]));
    events.publish({ kind: "importPaths", paths: [path] });
  });
  runApp({ environment, files, log, events }).catch(failToStart);
} else {
  app.exit(0);
}

function logUncaught(target: Log): void {
  process.on("uncaughtException", (error) => target.error("main.uncaught", { error }));
  process.on("unhandledRejection", (error) => target.error("main.unhandled", { error }));
}

function failToStart(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  log.error("app.start_failed", { error });
  process.stderr.write(`CloudSpend Desktop could not start: ${reason}\n`);
  if (previewFolder === null) {
    dialog.showErrorBox("CloudSpend Desktop could not start", `${reason}\n\nThe log is at ${files.log}.`);
  }
  app.exit(1);
}

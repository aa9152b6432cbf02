import { dirname, join } from "node:path";
import { ensureElectron, isOfficial, wantedVersion } from "../setup/electron.mjs";
import { FALLBACK_VERSION } from "../setup/fallback-runtime.mjs";
import { runTool } from "../setup/run.mjs";
import { SetupError, say } from "../setup/say.mjs";
import { packedApp } from "./packed-app.mjs";

const CONFIG = ["--config", "electron-builder.yml"];

/**
 * Runs electron-builder.
 * @param {readonly string[]} args
 * @param {{ quiet?: boolean }} [options]
 */
export function runBuilder(args, options) {
  return runTool("electron-builder", [...CONFIG, ...args], options);
}

/**
 * What makes electron-builder take the Electron that is here instead of downloading one. An app packed around the
 * fallback runtime is for looking at and for tests, never for giving away.
 */
export async function hereRuntime() {
  const executable = await ensureElectron();
  const official = isOfficial(executable);
  if (!official) say("NOTICE: packed around a runtime for tests: do not give this package away.");
  const folder =
    process.platform === "darwin" ? join(dirname(executable), "..", "..", "..") : dirname(executable);
  return [`-c.electronDist=${folder}`, `-c.electronVersion=${official ? wantedVersion() : FALLBACK_VERSION}`];
}

/**
 * Packs the app for this system into a folder from which it can be started.
 * @param {{ readonly output: string, readonly version?: string, readonly testBuild?: boolean }} options
 */
export async function packApp({ output, version, testBuild = false }) {
  const { code, output: said } = await runBuilder(
    [
      "--dir",
      ...(await hereRuntime()),
      `-c.directories.output=${output}`,
      ...(version === undefined ? [] : [`-c.extraMetadata.version=${version}`]),
      ...(testBuild ? ["-c.extraMetadata.testBuild=true"] : []),
    ],
    { quiet: true },
  );
  if (code !== 0) throw new SetupError(`The app could not be packed:\n\n${said.trim()}`);
  return packedHere(output);
}

/** The folder of an app that was packed into `output` for this system. @param {string} output */
function packedHere(output) {
  const arch = process.arch === "x64" ? "" : `-${process.arch}`;
  const folders = {
    linux: `linux${arch}-unpacked`,
    win32: `win${arch}-unpacked`,
    darwin: `mac${arch}`,
  };
  const folder = join(output, Reflect.get(folders, process.platform));
  const names = { productFilename: "CloudSpend Desktop", executableName: "cloudspend-desktop" };
  return { folder, ...packedApp(folder, process.platform, names) };
}

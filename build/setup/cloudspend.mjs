import { join } from "node:path";
import { ensureBuilt } from "./bundles.mjs";
import { hasDisplay, withVirtualDisplay } from "./display.mjs";
import { ensureElectron, sandboxArguments } from "./electron.mjs";
import { ensureInstalled } from "./install.mjs";
import { OUT } from "./paths.mjs";
import { start } from "./run.mjs";
import { main, talkOnStderr } from "./say.mjs";
import { ensureSystemLibraries } from "./system-libraries.mjs";

/** stdout belongs to the command: set-up speaks on stderr, and only when it has something to do. */
talkOnStderr();

main(async () => {
  await ensureInstalled();
  await ensureBuilt(["headless"]);
  if (!wantsPdf(process.argv.slice(2))) return runCommand(process.env);
  await ensureBuilt(["printer"]);
  const electron = await ensureElectron();
  await ensureSystemLibraries(electron, { virtualDisplay: !hasDisplay(), keyring: false });
  const printer = [electron, ...sandboxArguments(), join(OUT, "printer")];
  const withPrinter = (/** @type {NodeJS.ProcessEnv} */ env) =>
    runCommand({ ...env, CLOUDSPEND_PRINTER: JSON.stringify(printer) });
  return hasDisplay() ? withPrinter(process.env) : withVirtualDisplay(withPrinter);
});

/** Only a PDF needs Electron. @param {readonly string[]} args */
function wantsPdf([command, ...args]) {
  return command === "audit" && args.some((arg) => /^--report(=|$)/.test(arg));
}

/** @param {NodeJS.ProcessEnv} env @returns {Promise<number>} */
function runCommand(env) {
  // Relative paths mean the folder the user typed the command in, not the project's.
  const cwd = process.env["INIT_CWD"] ?? process.cwd();
  return new Promise((resolve, reject) => {
    const command = start(
      process.execPath,
      [join(OUT, "headless", "cloudspend.js"), ...process.argv.slice(2)],
      { cwd, env },
    );
    command.once("error", reject);
    command.once("close", (code) => resolve(code ?? 1));
  });
}

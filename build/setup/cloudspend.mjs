import { join } from "node:path";
import { ensureBuilt } from "./bundles.mjs";
import { ensureInstalled } from "./install.mjs";
import { OUT } from "./paths.mjs";
import { start } from "./run.mjs";
import { main, talkOnStderr } from "./say.mjs";

/** stdout belongs to the command: set-up speaks on stderr, and only when it has something to do. */
talkOnStderr();

main(async () => {
  await ensureInstalled();
  await ensureBuilt(["headless"]);
  return runCommand();
});

/** @returns {Promise<number>} */
function runCommand() {
  // Relative paths mean the folder the user typed the command in, not the project's.
  const cwd = process.env["INIT_CWD"] ?? process.cwd();
  return new Promise((resolve, reject) => {
    const command = start(
      process.execPath,
      [join(OUT, "headless", "cloudspend.js"), ...process.argv.slice(2)],
      { cwd },
    );
    command.once("error", reject);
    command.once("close", (code) => resolve(code ?? 1));
  });
}

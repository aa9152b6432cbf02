import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ROOT, inRoot } from "./paths.mjs";

/** @type {Set<import("node:child_process").ChildProcess>} */
const alive = new Set();
/** @type {Set<() => void>} */
const undo = new Set();

let isWatching = false;

/** From the first child on, nothing outlives us: not after Ctrl-C either. */
function watchForInterruption() {
  if (isWatching) return;
  isWatching = true;
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.once(signal, leave);
  process.once("exit", endChildren);
}

function leave() {
  endChildren();
  for (const step of undo) step();
  process.stderr.write("\nInterrupted.\n");
  process.exit(130);
}

function endChildren() {
  for (const child of alive) child.kill("SIGTERM");
}

/**
 * Runs `work`; if the user interrupts it, `cleanUp` (synchronous) is run before leaving.
 * @template T
 * @param {() => void} cleanUp
 * @param {() => Promise<T>} work
 */
export async function undoIfInterrupted(cleanUp, work) {
  watchForInterruption();
  undo.add(cleanUp);
  try {
    return await work();
  } finally {
    undo.delete(cleanUp);
  }
}

/**
 * Starts a child that dies with us.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 */
export function start(command, args, options = {}) {
  watchForInterruption();
  const child = spawn(command, args, { cwd: ROOT, stdio: "inherit", ...options });
  alive.add(child);
  child.once("close", () => alive.delete(child));
  child.once("error", () => alive.delete(child));
  return child;
}

/**
 * Runs a command to its end. With `quiet` its output is collected instead of shown.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ quiet?: boolean, env?: NodeJS.ProcessEnv, cwd?: string, timeoutMs?: number, shell?: boolean, onStart?: (pid: number) => void, stdio?: import("node:child_process").StdioOptions }} [options]
 * @returns {Promise<{ code: number, output: string, timedOut: boolean }>}
 */
export function run(command, args, options = {}) {
  const {
    quiet = false,
    timeoutMs,
    onStart,
    stdio = quiet ? ["ignore", "pipe", "pipe"] : "inherit",
    ...rest
  } = options;
  return new Promise((resolve, reject) => {
    const child = start(command, args, { stdio, ...rest });
    if (child.pid) onStart?.(child.pid);
    let output = "";
    let timedOut = false;
    const timer = timeoutMs
      ? setTimeout(() => {
          timedOut = true;
          child.kill("SIGKILL");
        }, timeoutMs)
      : undefined;
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    child.once("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      resolve({ code: code ?? (signal ? 1 : 0), output, timedOut });
    });
  });
}

/** @param {number} pid of a process that may have been started by an earlier run */
export function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/**
 * The script behind a package's command, so that it runs with this very Node on every platform.
 * @param {string} packageName
 * @param {string} [bin]
 */
export function toolPath(packageName, bin = packageName) {
  const require = createRequire(inRoot("package.json"));
  const file = inRoot("node_modules", packageName, "package.json");
  const declared = require(file).bin;
  return join(dirname(file), typeof declared === "string" ? declared : declared[bin]);
}

/**
 * @param {string} packageName
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2] & { bin?: string }} [options]
 */
export function runTool(packageName, args, { bin, ...options } = {}) {
  return run(process.execPath, [toolPath(packageName, bin), ...args], options);
}

/**
 * npm itself: the one that started us if there is one.
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function runNpm(args, options) {
  const cli = process.env["npm_execpath"];
  if (cli && /npm-cli\.[cm]?js$/.test(cli)) return run(process.execPath, [cli, ...args], options);
  return run(process.platform === "win32" ? "npm.cmd" : "npm", args, {
    shell: process.platform === "win32",
    ...options,
  });
}

import { start } from "./run.mjs";
import { SetupError } from "./say.mjs";

const START_TIMEOUT_MS = 20_000;

/** Whether a window can be shown here. */
export function hasDisplay() {
  if (process.platform !== "linux") return true;
  return Boolean(process.env["DISPLAY"] || process.env["WAYLAND_DISPLAY"]);
}

/**
 * Starts an X server that draws into memory, on a free display number that it chooses itself.
 * @returns {Promise<{ display: string, stop: () => void }>}
 */
export function startVirtualDisplay() {
  const server = start("Xvfb", ["-displayfd", "3", "-screen", "0", "1920x1200x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  let errors = "";
  server.stderr?.on("data", (chunk) => (errors += chunk));
  return new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ reason) => {
      server.kill("SIGKILL");
      reject(new SetupError(`The virtual display (Xvfb) did not start: ${reason} ${errors.trim()}`));
    };
    const timer = setTimeout(() => fail("no answer."), START_TIMEOUT_MS);
    server.once("error", (error) => fail(error.message));
    server.once("exit", (code) => fail(`it ended with ${code}.`));
    const numberPipe = /** @type {import("node:stream").Readable} */ (server.stdio[3]);
    numberPipe.once("data", (number) => {
      clearTimeout(timer);
      server.removeAllListeners("exit");
      resolve({ display: `:${String(number).trim()}`, stop: () => void server.kill("SIGTERM") });
    });
  });
}

/**
 * Runs `work` with the environment of a display: the user's, or a virtual one for as long as it takes.
 * @template T
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} work
 */
export async function withVirtualDisplay(work) {
  if (process.platform !== "linux") return work(process.env);
  const { display, stop } = await startVirtualDisplay();
  try {
    // Chromium would prefer a Wayland session to the display it is given.
    return await work({ ...process.env, DISPLAY: display, WAYLAND_DISPLAY: "", XDG_SESSION_TYPE: "x11" });
  } finally {
    stop();
  }
}

import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Unlocks a keyring that is made on the spot, then becomes the command it is given. */
const UNLOCKED =
  'printf journeys | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$@"';

/**
 * Runs `work` with what stands before a command so that it finds an unlocked keyring of its own: the user's is neither
 * read nor written. Where the system is no Linux there is nothing before it.
 * @template T
 * @param {NodeJS.ProcessEnv} env
 * @param {(before: readonly string[], env: NodeJS.ProcessEnv) => Promise<T>} work
 */
export async function withKeyring(env, work) {
  if (process.platform !== "linux") return work([], env);
  const folder = mkdtempSync(join(tmpdir(), "keyring-"));
  mkdirSync(join(folder, "run"), { mode: 0o700 });
  try {
    return await work(["dbus-run-session", "--", "bash", "-c", UNLOCKED, "keyring"], {
      ...env,
      XDG_DATA_HOME: join(folder, "data"),
      XDG_CACHE_HOME: join(folder, "cache"),
      XDG_RUNTIME_DIR: join(folder, "run"),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

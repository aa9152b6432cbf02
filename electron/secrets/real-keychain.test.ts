import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundleChild } from "../bundle-child.fixture.ts";

const isOnPath = (command: string): boolean =>
  (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, command)));
const lacking = ["dbus-run-session", "gnome-keyring-daemon"].filter((command) => !isOnPath(command));
if (lacking.length > 0)
  process.stdout.write(
    `skipped: the real keychain is not tried, as there is no ${lacking.join(" and no ")}\n`,
  );

const run = promisify(execFile);
const SERVICE = "CloudSpend Desktop/test";

let child: Awaited<ReturnType<typeof bundleChild>>;
let home = "";
beforeAll(async () => {
  child = await bundleChild(new URL("keychain.child.ts", import.meta.url));
  home = await mkdtemp(join(tmpdir(), "keyring-"));
  await mkdir(join(home, "run"), { mode: 0o700 });
});
afterAll(async () => {
  await child.remove();
  await rm(home, { recursive: true, force: true });
});

/** What the child tells, with a keyring of its own in `home` and no display to ask on. */
async function tried(command: string, args: readonly string[]): Promise<unknown> {
  const env = {
    PATH: process.env["PATH"],
    HOME: home,
    XDG_DATA_HOME: join(home, "data"),
    XDG_CACHE_HOME: join(home, "cache"),
    XDG_RUNTIME_DIR: join(home, "run"),
  };
  const { stdout } = await run(command, [...args], { env, timeout: 60_000 });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}

/** In a session bus of its own, behind these commands of the shell. */
function inSession(before: string, options: readonly string[] = []): Promise<unknown> {
  const script = `${before}\nexec "${process.execPath}" "${child.program}" "${SERVICE}" a1`;
  return tried("dbus-run-session", [...options, "--", "bash", "-c", script]);
}

describe.skipIf(lacking.length > 0)("the system's keychain", () => {
  test("unlocked, it keeps, gives back and removes", async () => {
    const unlock = "printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null";
    expect(await inSession(unlock)).toEqual({
      state: "ok",
      absent: null,
      read: "wJalr/EXAMPLE+KEY",
      after: null,
    });
  });

  test("locked, it says so instead of having nothing", async () => {
    const locked = "gnome-keyring-daemon --start --components=secrets >/dev/null";
    expect(await inSession(locked)).toEqual({
      state: "locked",
      absent: "secret.locked",
      write: "secret.locked",
      read: "secret.locked",
      remove: "secret.locked",
      after: "secret.locked",
    });
  });

  const unavailable = {
    state: "unavailable",
    absent: "secret.unavailable",
    write: "secret.unavailable",
    read: "secret.unavailable",
    remove: "secret.unavailable",
    after: "secret.unavailable",
  };

  test("without a service that keeps secrets, there is none", async () => {
    const config = join(home, "bus.conf");
    await writeFile(
      config,
      `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=${home}</listen><policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`,
    );
    expect(await inSession("", [`--config-file=${config}`])).toEqual(unavailable);
  });

  test("without a session bus, there is none", async () => {
    expect(await tried(process.execPath, [child.program, SERVICE, "a1"])).toEqual(unavailable);
  });
});

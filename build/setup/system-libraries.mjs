import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { inRoot } from "./paths.mjs";
import { run } from "./run.mjs";
import { SetupError, longStep, say } from "./say.mjs";

const PACKAGES = [
  "libgtk-3-0",
  "libnss3",
  "libasound2",
  "libgbm1",
  "libxss1",
  "libsecret-1-0",
  "fonts-liberation",
];
const VIRTUAL_DISPLAY_PACKAGES = ["xvfb"];
const KEYRING_PACKAGES = ["gnome-keyring", "dbus"];

/** @typedef {{ virtualDisplay: boolean, keyring: boolean }} Wanted */

/**
 * What Electron needs from a Linux system: libraries, a font and, without a screen, Xvfb; for the tests also a keyring.
 * Installed if we may.
 * @param {string} electron path of the executable
 * @param {Wanted} wanted
 */
export async function ensureSystemLibraries(electron, wanted) {
  if (process.platform !== "linux") return;
  const missing = await missingPieces(electron, wanted);
  if (missing.length === 0) return;
  const packages = [
    ...PACKAGES,
    ...(wanted.virtualDisplay ? VIRTUAL_DISPLAY_PACKAGES : []),
    ...(wanted.keyring ? KEYRING_PACKAGES : []),
  ];
  if (!usesApt() || process.getuid?.() !== 0) throw new SetupError(howToInstall(missing, packages));
  await installWithApt(missing, packages);
  const stillMissing = await missingPieces(electron, wanted);
  if (stillMissing.length > 0) {
    throw new SetupError(`Still missing after the installation: ${stillMissing.join(", ")}.`);
  }
}

/** @param {string} electron @param {Wanted} wanted */
async function missingPieces(electron, { virtualDisplay, keyring }) {
  const binaries = [electron, ...(keyring ? keychainModule() : [])];
  const { output } = await run("ldd", binaries, { quiet: true });
  const libraries = [...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? "");
  const missing = [...new Set(libraries)];
  if (!hasFonts()) missing.push("a font");
  const programs = [
    ...(virtualDisplay ? ["Xvfb"] : []),
    ...(keyring ? ["gnome-keyring-daemon", "dbus-run-session"] : []),
  ];
  missing.push(...programs.filter((program) => !isOnPath(program)));
  return missing;
}

/** What reads the keychain is loaded by the app when it needs it; without its library the app merely keeps no secrets. */
function keychainModule() {
  const folder = inRoot("node_modules", "keytar", "prebuilds", `linux-${process.arch}`);
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

function hasFonts() {
  const folders = [
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    join(process.env["HOME"] ?? "/", ".local/share/fonts"),
  ];
  return folders.some(
    (folder) =>
      existsSync(folder) &&
      readdirSync(folder, { recursive: true, encoding: "utf8" }).some((name) => /\.(ttf|otf)$/i.test(name)),
  );
}

/** @param {string} command */
function isOnPath(command) {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, command)));
}

/** @param {readonly string[]} missing */
function summary(missing) {
  const more = missing.length - 6;
  return more > 0 ? `${missing.slice(-6).join(", ")} and ${more} more` : missing.join(", ");
}

function usesApt() {
  return existsSync("/etc/debian_version") && isOnPath("apt-get");
}

/** @param {readonly string[]} missing @param {readonly string[]} packages */
function howToInstall(missing, packages) {
  const what = `This system lacks ${summary(missing)}, which this command needs.\n`;
  if (usesApt()) {
    return `${what}Install it with this command, then run the last one again:\n\n  sudo apt-get update && sudo apt-get install -y ${packages.join(" ")}\n`;
  }
  return (
    `${what}Install GTK 3, NSS, ALSA, GBM, libXss, libsecret, a TrueType font` +
    `${packages.includes("xvfb") ? ", Xvfb" : ""}${packages.includes("dbus") ? ", GNOME Keyring and D-Bus" : ""} with your package manager (Debian's names: ${packages.join(" ")}), then run the last command again.\n`
  );
}

/** @param {readonly string[]} missing @param {readonly string[]} packages */
async function installWithApt(missing, packages) {
  say(`This system lacks ${summary(missing)}. Running as root, so they are installed with apt now.`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await apt("Reading the package lists", ["update"], env);
  const names = await currentNames(packages);
  await apt(
    `apt-get install ${names.join(" ")}`,
    ["install", "-y", "--no-install-recommends", ...names],
    env,
  );
}

/** @param {string} title @param {readonly string[]} args @param {NodeJS.ProcessEnv} env */
async function apt(title, args, env) {
  const { code, output } = await longStep(title, () =>
    run("apt-get", ["-o", "Acquire::Retries=2", "-o", "DPkg::Lock::Timeout=120", ...args], {
      quiet: true,
      env,
    }),
  );
  if (code !== 0)
    throw new SetupError(`apt-get ${args[0]} failed:\n\n${output.trim().split("\n").slice(-15).join("\n")}`);
}

/** Newer releases carry some of these libraries under a name ending in t64. @param {readonly string[]} packages */
async function currentNames(packages) {
  const candidates = packages.map((name) => `${name}t64`);
  const { output } = await run("apt-cache", ["show", "--no-all-versions", ...candidates], { quiet: true });
  const renamed = new Set([...output.matchAll(/^Package: (\S+)/gm)].map((match) => match[1]));
  return packages.map((name) => (renamed.has(`${name}t64`) ? `${name}t64` : name));
}

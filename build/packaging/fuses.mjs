import { FuseState, FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from "@electron/fuses";

/**
 * What Electron's executable can and cannot do in a release, decided when it is packaged: every fuse there is.
 * @type {Readonly<Record<keyof typeof FuseV1Options, boolean>>}
 */
export const RELEASE_FUSES = {
  // The executable is no Node that runs any script.
  RunAsNode: false,
  EnableCookieEncryption: true,
  // Neither NODE_OPTIONS nor NODE_EXTRA_CA_CERTS.
  EnableNodeOptionsEnvironmentVariable: false,
  // Neither --inspect nor SIGUSR1.
  EnableNodeCliInspectArguments: false,
  // macOS and Windows; Electron has none for Linux.
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  // There is no snapshot of ours, and one put there by others is not loaded.
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  // Chromium's own safe way to run WebAssembly.
  WasmTrapHandlers: true,
};

/** The same for the build that is tested: Playwright drives it through the inspector. */
export const TEST_FUSES = { ...RELEASE_FUSES, EnableNodeCliInspectArguments: true };

/**
 * Sets every fuse that the executable has; one that this project has no word on is an error.
 * @param {string} executable
 * @param {Readonly<Record<string, boolean>>} fuses
 * @param {string} [platform]
 */
export async function setFuses(executable, fuses, platform = process.platform) {
  const there = await fusesOf(executable);
  const unknown = there.filter(({ name }) => !(name in fuses)).map(({ number }) => number);
  if (unknown.length > 0)
    throw new Error(`${executable} has fuses that nobody has decided on: ${unknown.join(", ")}`);
  const options = Object.fromEntries(there.map(({ number, name }) => [number, fuses[name]]));
  await flipFuses(executable, {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: platform === "darwin",
    ...options,
  });
}

/**
 * The fuses of an executable by name, those that Electron has taken away left out.
 * @param {string} executable
 * @returns {Promise<readonly { readonly number: number, readonly name: string, readonly on: boolean }[]>}
 */
export async function fusesOf(executable) {
  const wire = await getCurrentFuseWire(executable);
  return Object.entries(wire)
    .filter(([number, state]) => /^\d+$/.test(number) && state !== FuseState.REMOVED)
    .map(([number, state]) => ({
      number: Number(number),
      name: FuseV1Options[Number(number)] ?? `fuse ${number}`,
      on: state === FuseState.ENABLE,
    }));
}

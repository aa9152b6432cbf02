import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Arch } from "electron-builder";
import { RELEASE_FUSES, TEST_FUSES, setFuses } from "./fuses.mjs";
import { packedApp } from "./packed-app.mjs";

/**
 * electron-builder's hook behind packing and before signing.
 * @param {import("electron-builder").AfterPackContext} context
 */
export async function afterPack({ appOutDir, electronPlatformName, arch, packager }) {
  const { productFilename } = packager.appInfo;
  const executableName = "executableName" in packager ? String(packager.executableName) : productFilename;
  const app = packedApp(appOutDir, electronPlatformName, { productFilename, executableName });
  // The fallback runtime brings its own small app along, which would lie unused beside this one.
  rmSync(join(app.resources, "app"), { recursive: true, force: true });
  const missing = nativeModules(electronPlatformName, Arch[arch] ?? "").filter(
    (path) => !existsSync(join(app.resources, "app.asar.unpacked", "node_modules", path)),
  );
  if (missing.length > 0)
    throw new Error(
      `${missing.join(" and ")} is not installed for ${electronPlatformName} ${Arch[arch]}: build on such a system.`,
    );
  const isTest = packager.config.extraMetadata?.testBuild === true;
  await setFuses(app.executable, isTest ? TEST_FUSES : RELEASE_FUSES, electronPlatformName);
}

/** @param {string} platform @param {string} arch */
const nativeModules = (platform, arch) => [
  `@duckdb/node-bindings-${platform}-${arch}/duckdb.node`,
  `keytar/prebuilds/${platform}-${arch}`,
];

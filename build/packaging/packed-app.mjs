import { join } from "node:path";

/**
 * Where things lie in an app that is packed into a folder.
 * @param {string} folder
 * @param {string} platform
 * @param {{ productFilename: string, executableName: string }} names
 */
export function packedApp(folder, platform, { productFilename, executableName }) {
  if (platform === "darwin") {
    const contents = join(folder, `${productFilename}.app`, "Contents");
    return { executable: join(contents, "MacOS", productFilename), resources: join(contents, "Resources") };
  }
  const executable = platform === "win32" ? `${productFilename}.exe` : executableName;
  return { executable: join(folder, executable), resources: join(folder, "resources") };
}

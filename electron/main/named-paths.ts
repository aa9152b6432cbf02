import { existsSync } from "node:fs";
import { resolve } from "node:path";

/**
 * Files and folders named on the command line. `skip` is the number of leading words that are no such names:
 * the executable, and when run from source the app's own folder.
 */
export function namedPaths(
  argv: readonly string[],
  options: { readonly skip: number; readonly workingDirectory: string },
): readonly string[] {
  return argv
    .filter((word) => !word.startsWith("-"))
    .slice(options.skip)
    .map((word) => resolve(options.workingDirectory, word))
    .filter((path) => existsSync(path));
}

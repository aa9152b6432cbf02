import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { notices } from "#core/contract/schema/about.ts";
import type { Notices } from "../host/about.ts";

/** The licences that were collected when the app was built, and where Electron keeps those of Chromium. */
export async function readLicences(file: string, executable: string, resources: string): Promise<Notices> {
  const groups = notices.unwrap().shape.groups.parse(JSON.parse(await readFile(file, "utf8")));
  // Beside the executable; on macOS, where nothing may lie beside it, among the resources.
  const places = [dirname(executable), join(resources, "licences")];
  const chromium = places
    .map((folder) => join(folder, "LICENSES.chromium.html"))
    .find((path) => existsSync(path));
  return { groups, chromium: chromium ?? null };
}

import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { fail } from "#core/result/failure.ts";
import { WORKSPACE_VERSION } from "#core/workspace/workspace.ts";
import { renameDurably } from "../../disk/durable.ts";
import { setAside } from "../../disk/set-aside.ts";
import { findRecords } from "../catalogue/record.ts";
import { writeText } from "../../disk/named-errors.ts";

const FILE = "workspace.json";
const schema = z.object({ version: z.number().int().min(1) });

/** True when the folder is a workspace, whatever its state. */
export async function isWorkspace(directory: string): Promise<boolean> {
  return (await textOf(directory)) !== null || holdsCosts(directory);
}

/**
 * Makes sure the folder is a workspace this version understands; an empty or absent one becomes a new workspace. An older one
 * says from here on that it is of this version: earlier versions of the app must not open what is being migrated.
 */
export async function prepareFolder(
  directory: string,
  now: Date,
  version: number = WORKSPACE_VERSION,
): Promise<void> {
  const text = await textOf(directory);
  if (text === null) return createIn(directory, now, version);
  const found = versionIn(text);
  if (found === null && !(await holdsCosts(directory)))
    fail("workspace.damaged", { path: directory, cause: `${FILE} is not readable` });
  if (found !== null && found > version) fail("workspace.newer", { path: directory, version: found }, "no");
  if (found === version) return;
  if (found === null)
    await setAside(directory, { thing: "document", name: FILE, cause: "it is not readable" }, [
      join(directory, FILE),
    ]);
  await write(directory, now, version);
}

/** Fails where a later version of the app made the workspace. */
export async function refuseNewer(directory: string): Promise<void> {
  const version = versionIn((await textOf(directory)) ?? "");
  if (version === null) fail("workspace.damaged", { path: directory, cause: `${FILE} is not readable` });
  if (version > WORKSPACE_VERSION) fail("workspace.newer", { path: directory, version }, "no");
}

async function textOf(directory: string): Promise<string | null> {
  try {
    return await readFile(join(directory, FILE), "utf8");
  } catch (error) {
    if (isCode(error, "ENOENT", "ENOTDIR")) return null;
    return unreadable(directory, error);
  }
}

function versionIn(text: string): number | null {
  try {
    return schema.parse(JSON.parse(text)).version;
  } catch {
    return null;
  }
}

/** True for a folder that is a workspace whatever its own file says. */
async function holdsCosts(directory: string): Promise<boolean> {
  const present: readonly string[] = await readdir(directory).catch(() => []);
  if (present.includes("workspace.duckdb")) return true;
  const records = await findRecords(directory);
  return [...records.values()].some(({ kind }) => kind !== "absent");
}

/** A folder with other things in it is somebody's folder, perhaps the very bills to import: nothing is put there. */
async function createIn(directory: string, now: Date, version: number): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
    const present = (await readdir(directory)).filter((name) => !name.startsWith("."));
    if (present.length > 0 && !(await holdsCosts(directory)))
      fail("workspace.damaged", { path: directory, cause: `the folder holds other files and no ${FILE}` });
    await write(directory, now, version);
  } catch (error) {
    unreadable(directory, error);
  }
}

async function write(directory: string, now: Date, version: number): Promise<void> {
  const fresh = join(directory, `.${FILE}.new`);
  await writeText(fresh, `${JSON.stringify({ version, createdAt: now.toISOString() }, null, 2)}\n`);
  await renameDurably(fresh, join(directory, FILE));
}

function unreadable(directory: string, error: unknown): never {
  if (isCode(error, "ENOSPC")) fail("disk.full", { path: directory });
  if (isCode(error, "EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "EISDIR"))
    fail("file.unreadable", { path: directory, cause: messageOf(error) });
  throw error;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.message.split(",", 1)[0] ?? error.message) : String(error);
}

function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.some((code) => code === error.code);
}

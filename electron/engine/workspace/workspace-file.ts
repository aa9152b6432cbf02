import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { fail } from "#core/result/failure.ts";
import { WORKSPACE_VERSION } from "#core/workspace/workspace.ts";

const FILE = "workspace.json";
const schema = z.object({ version: z.number().int().min(1) });

/** True when the folder is a workspace, whatever its state. */
export async function isWorkspace(directory: string): Promise<boolean> {
  return (await textOf(directory)) !== null;
}

/** Makes sure the folder is a workspace this version understands; an empty or absent one becomes a new workspace. */
export async function prepareFolder(directory: string, now: Date): Promise<void> {
  const text = await textOf(directory);
  if (text === null) return createIn(directory, now);
  checkVersion(directory, text);
}

/** Fails where a later version of the app made the workspace. */
export async function refuseNewer(directory: string): Promise<void> {
  checkVersion(directory, (await textOf(directory)) ?? "");
}

function checkVersion(directory: string, text: string): void {
  const { version } = decode(directory, text);
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

function decode(directory: string, text: string): z.infer<typeof schema> {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return fail("workspace.damaged", { path: directory, cause: `${FILE} is not readable` });
  }
}

/** A folder with other things in it is somebody's folder, perhaps the very bills to import: nothing is put there. */
async function createIn(directory: string, now: Date): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
    const present = (await readdir(directory)).filter((name) => !name.startsWith("."));
    if (present.length > 0)
      fail("workspace.damaged", { path: directory, cause: `the folder holds other files and no ${FILE}` });
    const document = { version: WORKSPACE_VERSION, createdAt: now.toISOString() };
    const fresh = join(directory, `.${FILE}.new`);
    await writeFile(fresh, `${JSON.stringify(document, null, 2)}\n`);
    await rename(fresh, join(directory, FILE));
  } catch (error) {
    unreadable(directory, error);
  }
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

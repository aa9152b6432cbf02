import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { fail } from "#core/result/failure.ts";
import { comparableName } from "#core/workspace/free-name.ts";
import type { Workspace, WorkspaceRemoval } from "#core/workspace/workspace.ts";
import { mendLists, readJson, writeJson } from "./json-file.ts";
import { oneAtATime } from "./one-at-a-time.ts";

const entry = z.object({
  id: z.uuid(),
  name: z.string().min(1),
  createdAt: z.string(),
  openedAt: z.string().nullable(),
  sample: z.boolean(),
});
type Entry = z.infer<typeof entry>;
const list = z.object({ version: z.literal(1), workspaces: z.array(entry) });

const BEING_DELETED = ".deleted-";
const BEING_MADE = ".received-";

/** The known workspaces: folders below `root`, and one list of their names beside it. */
export type WorkspaceRegistry = {
  /** Last opened first, then last created. */
  list(): readonly Workspace[];
  find(id: string): Workspace;
  create(name: string, sample: boolean): Promise<Workspace>;
  /** Adds the workspace that `fill` makes in a folder of its own; when `fill` fails, nothing of it is left. */
  receive(name: string, fill: (directory: string) => Promise<void>): Promise<Workspace>;
  rename(id: string, name: string): Promise<Workspace>;
  markOpened(id: string): Promise<Workspace>;
  /** Removes the folder and everything in it; succeeds only when it is gone, and says what it was. */
  remove(id: string): Promise<Omit<WorkspaceRemoval, "secrets">>;
};

export async function openWorkspaceRegistry(
  dataDirectory: string,
  now: () => Date,
): Promise<WorkspaceRegistry> {
  const root = join(dataDirectory, "workspaces");
  const file = join(dataDirectory, "workspaces.json");
  await mkdir(root, { recursive: true });
  await removeLeftovers(root);
  const read = await readJson(file, list, mendLists({ workspaces: entry }));
  let entries: readonly Entry[] =
    read.kind === "read" ? read.value.workspaces : await entriesFromFolders(root, now);

  const inTurn = oneAtATime();
  const save = async (changed: readonly Entry[]): Promise<void> => {
    await writeJson(file, { version: 1, workspaces: changed });
    entries = changed;
  };
  const toWorkspace = (known: Entry): Workspace => ({ ...known, directory: join(root, known.id) });
  const find = (id: string): Entry =>
    entries.find((known) => known.id === id) ?? fail("workspace.not_found", { path: id }, "no");
  const update = async (id: string, change: Partial<Entry>): Promise<Workspace> => {
    const changed = { ...find(id), ...change };
    await save(entries.map((known) => (known.id === id ? changed : known)));
    return toWorkspace(changed);
  };

  return {
    list: () => entries.toSorted(byLastUse).map(toWorkspace),
    find: (id) => toWorkspace(find(id)),
    create: (name, sample) =>
      inTurn(async () => {
        refuseTaken(entries, name);
        const created = newEntry(name, sample, now());
        await mkdir(join(root, created.id), { recursive: true });
        await save([...entries, created]);
        return toWorkspace(created);
      }),
    async receive(name, fill) {
      refuseTaken(entries, name);
      const made = newEntry(name, false, now());
      const fresh = join(root, `${BEING_MADE}${made.id}`);
      try {
        await fill(fresh);
        return await inTurn(async () => {
          refuseTaken(entries, name);
          await rename(fresh, join(root, made.id));
          await save([...entries, made]);
          return toWorkspace(made);
        });
      } catch (error) {
        await removeFolder(fresh);
        throw error;
      }
    },
    rename: (id, name) =>
      inTurn(async () => {
        refuseTaken(
          entries.filter((known) => known.id !== id),
          name,
        );
        return update(id, { name });
      }),
    markOpened: (id) => inTurn(() => update(id, { openedAt: now().toISOString() })),
    remove: (id) =>
      inTurn(async () => {
        const directory = join(root, find(id).id);
        // Renamed first: from here on a crash leaves a folder nobody lists, which the next start removes.
        const doomed = join(root, `${BEING_DELETED}${id}`);
        const held = await sizeOf(directory);
        if (existsSync(directory)) await rename(directory, doomed);
        await save(entries.filter((known) => known.id !== id));
        await removeFolder(doomed);
        return { directory, ...held };
      }),
  };
}

function newEntry(name: string, sample: boolean, createdAt: Date): Entry {
  return { id: randomUUID(), name, createdAt: createdAt.toISOString(), openedAt: null, sample };
}

async function removeLeftovers(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    if (name.startsWith(BEING_DELETED) || name.startsWith(BEING_MADE))
      await removeFolder(join(root, name)).catch(() => undefined);
  }
}

/** When the list is lost, no workspace is: each folder comes back under a name made from its place. */
async function entriesFromFolders(root: string, now: () => Date): Promise<readonly Entry[]> {
  const ids = (await readdir(root)).filter((name) => z.uuid().safeParse(name).success);
  return ids.map((id, index) => ({
    id,
    name: `Recovered workspace ${index + 1}`,
    createdAt: now().toISOString(),
    openedAt: null,
    sample: false,
  }));
}

function refuseTaken(entries: readonly Entry[], name: string): void {
  const taken = entries.some((known) => comparableName(known.name) === comparableName(name));
  if (taken) fail("workspace.name_taken", { name });
}

function byLastUse(one: Entry, other: Entry): number {
  return (other.openedAt ?? other.createdAt).localeCompare(one.openedAt ?? one.createdAt);
}

async function removeFolder(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  if (existsSync(directory)) {
    fail("file.unreadable", { path: directory, cause: "the folder could not be deleted" });
  }
}

async function sizeOf(directory: string): Promise<{ readonly files: number; readonly sizeBytes: number }> {
  const names = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = names.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(({ parentPath, name }) => stat(join(parentPath, name)).then(({ size }) => size)),
  );
  return { files: files.length, sizeBytes: sizes.reduce((sum, size) => sum + size, 0) };
}

import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { fail } from "#core/result/failure.ts";
import type { Workspace } from "#core/workspace/workspace.ts";
import { readJson, writeJson } from "./json-file.ts";
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

/** The known workspaces: folders below `root`, and one list of their names beside it. */
export type WorkspaceRegistry = {
  /** Last opened first, then last created. */
  list(): readonly Workspace[];
  find(id: string): Workspace;
  create(name: string, sample: boolean): Promise<Workspace>;
  rename(id: string, name: string): Promise<Workspace>;
  markOpened(id: string): Promise<Workspace>;
  /** Removes the folder and everything in it; succeeds only when it is gone. */
  remove(id: string): Promise<void>;
};

export async function openWorkspaceRegistry(
  dataDirectory: string,
  now: () => Date,
): Promise<WorkspaceRegistry> {
  const root = join(dataDirectory, "workspaces");
  const file = join(dataDirectory, "workspaces.json");
  await mkdir(root, { recursive: true });
  await removeLeftovers(root);
  const read = await readJson(file, list);
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
        if (existsSync(directory)) await rename(directory, doomed);
        await save(entries.filter((known) => known.id !== id));
        await removeFolder(doomed);
      }),
  };
}

function newEntry(name: string, sample: boolean, createdAt: Date): Entry {
  return { id: randomUUID(), name, createdAt: createdAt.toISOString(), openedAt: null, sample };
}

async function removeLeftovers(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    if (name.startsWith(BEING_DELETED)) await removeFolder(join(root, name)).catch(() => undefined);
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
  const taken = entries.some((known) => comparable(known.name) === comparable(name));
  if (taken) fail("workspace.name_taken", { name });
}

function comparable(name: string): string {
  return name.normalize("NFKC").toLowerCase();
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

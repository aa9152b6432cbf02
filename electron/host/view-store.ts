import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { savedView } from "#core/contract/schema/workspace.ts";
import { readJson, writeJson } from "./json-file.ts";

export type SavedView = z.infer<typeof savedView>;
const views = z.object({ version: z.literal(1), views: z.array(savedView) });

/** Views saved with a workspace, in its folder; newest first. */
export async function listViews(directory: string): Promise<readonly SavedView[]> {
  const read = await readJson(fileIn(directory), views);
  return read.kind === "read" ? read.value.views : [];
}

/** Saves a view; one of the same name is replaced. */
export async function saveView(
  directory: string,
  view: { readonly name: string; readonly link: string },
  now: Date,
): Promise<SavedView> {
  const known = await listViews(directory);
  const id = known.find(({ name }) => name === view.name)?.id ?? randomUUID();
  const saved = { ...view, id, savedAt: now.toISOString() };
  await write(directory, [saved, ...known.filter((other) => other.id !== id)]);
  return saved;
}

export async function removeView(directory: string, id: string): Promise<void> {
  const known = await listViews(directory);
  await write(
    directory,
    known.filter((view) => view.id !== id),
  );
}

function write(directory: string, saved: readonly SavedView[]): Promise<void> {
  return writeJson(fileIn(directory), { version: 1, views: saved });
}

function fileIn(directory: string): string {
  return join(directory, "views.json");
}

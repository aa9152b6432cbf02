import { join } from "node:path";
import { z } from "zod";
import { mendLists, readJson, writeJson } from "./json-file.ts";
import { oneAtATime } from "./one-at-a-time.ts";

/** Things of one kind that are kept with a workspace, last saved first. */
export type Collection<T> = {
  readonly item: z.ZodType<T, T>;
  list(): Promise<readonly T[]>;
  /** Adds one, or replaces the one of the same id; on disk when it resolves. */
  save(item: T): Promise<void>;
  /** Saves several as one, the first of them first. */
  saveAll(items: readonly T[]): Promise<void>;
  remove(id: string): Promise<void>;
  /** Puts one at a place of the list, taking it from where it was. */
  place(item: T, at: number): Promise<void>;
};

/**
 * Keeps them in `<name>.json` of the workspace folder, which is asked for each time since workspaces change. Of a damaged file
 * the entries that can be read are kept.
 */
export function createCollection<T extends { readonly id: string }>(
  name: string,
  item: z.ZodType<T, T>,
  directory: () => string,
): Collection<T> {
  const schema = z.object({ version: z.literal(1), [name]: z.array(item) });
  const mend = mendLists({ [name]: item });
  const inTurn = oneAtATime();

  const read = async (folder: string): Promise<readonly T[]> => {
    const found = await readJson<Readonly<Record<string, unknown>>>(fileIn(folder), schema, mend);
    return found.kind === "read" ? z.array(item).parse(found.value[name]) : [];
  };
  const change = (work: (items: readonly T[]) => readonly T[]): Promise<void> => {
    const folder = directory();
    return inTurn(async () => writeJson(fileIn(folder), { version: 1, [name]: work(await read(folder)) }));
  };
  const fileIn = (folder: string): string => join(folder, `${name}.json`);

  const saveAll = (saved: readonly T[]): Promise<void> => {
    const fresh = new Set(saved.map(({ id }) => id));
    return change((items) => [...saved, ...items.filter(({ id }) => !fresh.has(id))]);
  };

  return {
    item,
    list: () => read(directory()),
    save: (saved) => saveAll([saved]),
    saveAll,
    remove: (id) => change((items) => items.filter((each) => each.id !== id)),
    place: (placed, at) =>
      change((items) => items.filter(({ id }) => id !== placed.id).toSpliced(at, 0, placed)),
  };
}

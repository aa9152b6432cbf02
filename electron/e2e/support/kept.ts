import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Puts things of the user into the only workspace of a data folder, by the name they are kept under, before the app starts. */
export async function keep(
  dataFolder: string,
  things: Readonly<Record<string, readonly { readonly id: string }[]>>,
): Promise<void> {
  const root = join(dataFolder, "workspaces");
  const [own, ...others] = await readdir(root);
  if (own === undefined || others.length > 0) throw new Error("one workspace is expected");
  for (const [name, items] of Object.entries(things))
    await writeFile(join(root, own, `${name}.json`), JSON.stringify({ version: 1, [name]: items }));
}

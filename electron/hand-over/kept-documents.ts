import { readdir, readFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { extname, join } from "node:path";
import type { DraftFields } from "#core/account/draft.ts";
import type { KeptDocument } from "#core/workspace/file/contents.ts";
import { isCollectionName } from "#core/workspace/file/entry-name.ts";
import { withoutLocalFolders } from "#core/workspace/file/local-paths.ts";
import { outlineOf } from "#core/workspace/file/outline.ts";
import { openAccountStore } from "../accounts/account-store.ts";

/** What of a workspace folder is handed over besides the costs. */
export type Kept = { readonly documents: readonly KeptDocument[]; readonly accounts: readonly DraftFields[] };

/** Reads what the user keeps with a workspace, and its accounts without anything secret or of this computer. */
export async function keptWith(directory: string, dataDirectory: string): Promise<Kept> {
  const folders = [directory, dataDirectory, homedir(), tmpdir()];
  const names = (await readdir(directory))
    .filter((file) => extname(file) === ".json")
    .map((file) => file.slice(0, -".json".length))
    .filter(isCollectionName)
    .toSorted();
  const documents: KeptDocument[] = [];
  for (const name of names) {
    const document = parse(await readFile(join(directory, `${name}.json`), "utf8"));
    if (!isCollection(document, name)) continue;
    documents.push({ name, text: `${JSON.stringify(withoutLocalFolders(document, folders), null, 2)}\n` });
  }
  const { accounts } = (await openAccountStore(directory, () => undefined)).book();
  return { documents, accounts: accounts.map(({ account }) => outlineOf(account)) };
}

/** A collection's file holds its version and its items; anything else in the folder is no concern of others. */
function isCollection(document: unknown, name: string): boolean {
  if (typeof document !== "object" || document === null) return false;
  const entries = new Map(Object.entries(document));
  return entries.get("version") === 1 && Array.isArray(entries.get(name));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

import { readFile, stat } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import { readCredentialsCsv } from "#core/account/credentials-csv.ts";
import { fail } from "#core/result/failure.ts";
import type { AccessKeys } from "../aws/identity/session.ts";

type FromFile =
  | { readonly kind: "keys"; readonly keys: AccessKeys }
  | { readonly kind: "choose"; readonly users: readonly string[] };

const LARGEST_BYTES = 64 * 1024;

/** Reads the file AWS lets a user download; with the keys of several users one has to be chosen. */
export async function readKeysFile(path: string, user: string | null): Promise<FromFile> {
  const refuse = (problem: string): never => fail("account.file_invalid", { path, problem });
  const { size } = await stat(path).catch(() => fail("file.not_found", { path }));
  if (size > LARGEST_BYTES) refuse("it is too large to be a file of access keys");
  const read = readCredentialsCsv(rowsOf(await readFile(path, "utf8")));
  if (read.kind === "problem") return refuse(read.problem);
  const [first] = read.keys;
  const chosen = read.keys.length === 1 ? first : read.keys.find((keys) => keys.user === user);
  if (chosen === undefined)
    return { kind: "choose", users: read.keys.map((keys) => keys.user ?? keys.accessKeyId) };
  const { accessKeyId, secretAccessKey } = chosen;
  return { kind: "keys", keys: { accessKeyId, secretAccessKey, sessionToken: null } };
}

function rowsOf(text: string): readonly (readonly string[])[] {
  try {
    return parse(text, { bom: true, relaxColumnCount: true, skipEmptyLines: true, trim: true });
  } catch {
    return [];
  }
}

import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import { fail } from "#core/result/failure.ts";

type Name = {
  readonly accountId: string;
  readonly name: string;
  readonly path: readonly string[];
  readonly payerAccountId: null;
  readonly state: null;
};

/**
 * Reads a CSV file of `id,name` or `id,name,unit/unit/…` lines, the third column being the organizational units from the root
 * down; a header line is allowed. Ids that lost their leading zeros get them back.
 */
export async function readNamesFile(path: string): Promise<readonly Name[]> {
  const refuse = (problem: string): never => fail("account.file_invalid", { path, problem });
  const text = await readFile(path, "utf8").catch(() => fail("file.not_found", { path }));
  const rows = rowsOf(text) ?? refuse("it is no CSV");
  const names = rows.flatMap(([id = "", name = "", path = ""]) => {
    const digits = id.replaceAll(/[\s-]/g, "");
    return /^\d{9,12}$/.test(digits) && name !== ""
      ? [
          {
            accountId: digits.padStart(12, "0"),
            name: name.slice(0, 256),
            path: unitsOf(path),
            payerAccountId: null,
            state: null,
          },
        ]
      : [];
  });
  return names.length === 0 ? refuse("no line has an account id and a name") : names;
}

/** `Root/Workloads/Production`; `\\/` is a slash in a unit's name. */
function unitsOf(path: string): readonly string[] {
  const names = path.split(/(?<!\\)\//).map((name) => name.replaceAll("\\/", "/").trim());
  const units = names.filter((name) => name !== "");
  return units[0]?.toLowerCase() === "root" ? units.slice(1) : units;
}

function rowsOf(text: string): readonly (readonly string[])[] | null {
  try {
    return parse(text, { bom: true, relaxColumnCount: true, skipEmptyLines: true, trim: true });
  } catch {
    return null;
  }
}

import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { z } from "zod";

type Read<T> =
  | { readonly kind: "absent" }
  | { readonly kind: "damaged" }
  | { readonly kind: "read"; readonly value: T };

/** Reads a settings file. One that does not follow the schema is kept aside as `.damaged`, so that nothing overwrites it. */
export async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<Read<T>> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (isCode(error, "ENOENT")) return null;
    throw error;
  });
  if (text === null) return { kind: "absent" };
  const parsed = schema.safeParse(parse(text));
  if (parsed.success) return { kind: "read", value: parsed.data };
  await rename(file, `${file}.damaged`);
  return { kind: "damaged" };
}

/** Replaces a settings file in one step: after a crash there is the old content or the new, never half of it. */
export async function writeJson(file: string, value: unknown): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const fresh = `${file}.${randomUUID()}`;
  try {
    const handle = await open(fresh, "w", 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(value, null, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(fresh, file);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

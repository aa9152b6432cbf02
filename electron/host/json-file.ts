import { readFile, rename } from "node:fs/promises";
import type { z } from "zod";
import { writeDurably } from "../disk/durable.ts";

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
  await writeDurably(file, `${JSON.stringify(value, null, 2)}\n`);
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

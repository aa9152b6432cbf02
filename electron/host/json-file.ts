import { readFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import type { z } from "zod";
import { writeDurably } from "../disk/durable.ts";
import { setAside } from "../disk/set-aside.ts";

type Read<T> =
  | { readonly kind: "absent" }
  | { readonly kind: "damaged" }
  | { readonly kind: "read"; readonly value: T };

/** What could be taken over of a document that does not follow its schema. */
export type Mended = { readonly value: unknown; readonly saved: number };

/**
 * Reads a settings file. One that does not follow the schema is put aside, so that nothing overwrites it; what `mend` makes of
 * it, if it follows the schema, takes its place.
 */
export async function readJson<T>(
  file: string,
  schema: z.ZodType<T>,
  mend: (document: unknown) => Mended | null = () => null,
): Promise<Read<T>> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (isCode(error, "ENOENT")) return null;
    throw error;
  });
  if (text === null) return { kind: "absent" };
  const document = parse(text);
  const parsed = schema.safeParse(document);
  if (parsed.success) return { kind: "read", value: parsed.data };
  const mended = document === undefined ? null : mend(document);
  const rest = mended === null ? null : schema.safeParse(mended.value);
  const cause = document === undefined ? "it is no JSON" : "it does not have the form it was written in";
  const finding = { thing: "document", name: basename(file), cause } as const;
  if (mended === null || rest?.success !== true) {
    await setAside(dirname(file), finding, [file]);
    return { kind: "damaged" };
  }
  await setAside(dirname(file), { ...finding, saved: mended.saved }, [file], "copies");
  await writeJson(file, rest.data);
  return { kind: "read", value: rest.data };
}

/** Keeps those entries of a document's lists that follow their schema by themselves. */
export function mendLists(lists: Readonly<Record<string, z.ZodType>>): (document: unknown) => Mended | null {
  return (document) => {
    if (typeof document !== "object" || document === null) return null;
    const held: Readonly<Record<string, unknown>> = { ...document };
    const kept = Object.entries(lists).map(([name, schema]) => {
      const entries: unknown = held[name];
      return [
        name,
        Array.isArray(entries) ? entries.filter((entry) => schema.safeParse(entry).success) : [],
      ] as const;
    });
    const saved = kept.reduce((total, [, entries]) => total + entries.length, 0);
    return { value: { ...held, ...Object.fromEntries(kept) }, saved };
  };
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

import { createHmac, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { z } from "zod";
import { flushFile, renameDurably } from "../../disk/durable.ts";
import { AppError, fail, failure } from "#core/result/failure.ts";
import { type Digest, hex, PSEUDONYM_KINDS, type Translation } from "#core/workspace/redaction/pseudonym.ts";
import { writeStream } from "../../disk/named-errors.ts";

/** The secret of a redaction. `id` names it and tells nothing about it. */
export type RedactionKey = { readonly id: string; readonly secret: Buffer };

const FORMAT = "cloudspend-key";
const KEY_BYTES = 32;
const header = z.object({
  format: z.literal(FORMAT),
  version: z.literal(1),
  id: z.string().regex(/^[0-9a-f]{16}$/),
  secret: z.string().regex(/^[0-9a-f]{64}$/),
});
const line = z.tuple([z.enum(PSEUDONYM_KINDS), z.string(), z.string()]);
/** Longest line that is taken for one: a tag's value is at most 256 letters, a description a few thousand. */
const LONGEST_LINE = 1_000_000;

export function newKey(): RedactionKey {
  return { id: randomBytes(8).toString("hex"), secret: randomBytes(KEY_BYTES) };
}

/** HMAC-SHA-256 under the key. */
export function digestUnder({ secret }: RedactionKey): Digest {
  return (text) => createHmac("sha256", secret).update(text).digest();
}

/** Writes the key with all translations beside its place and moves it there when it is whole. */
export async function writeKeyFile(
  path: string,
  key: RedactionKey,
  translations: AsyncIterable<Translation>,
): Promise<void> {
  const partial = `${path}.part`;
  const lines = async function* () {
    yield `${JSON.stringify({ format: FORMAT, version: 1, id: key.id, secret: hex(key.secret) })}\n`;
    for await (const { kind, pseudonym, original } of translations)
      yield `${JSON.stringify([kind, pseudonym, original])}\n`;
  };
  try {
    await pipeline(Readable.from(lines()), createGzip(), writeStream(partial, { mode: 0o600 }));
    await flushFile(partial);
    await renameDurably(partial, path);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    if (error instanceof Error && !(error instanceof AppError) && "code" in error)
      throw new AppError(
        failure("file.unwritable", { path, cause: String(error.code) }, "user", error.message),
      );
    throw error;
  }
}

/** Reads the key alone. */
export async function readKey(path: string): Promise<RedactionKey> {
  const rows = readLines(path);
  try {
    const first = await rows.next();
    return keyOf(path, first.done === true ? "" : first.value);
  } finally {
    await rows.return(undefined);
  }
}

/** All translations of a key file. */
export async function* translationsOf(path: string): AsyncGenerator<Translation, void> {
  let isFirst = true;
  for await (const text of readLines(path)) {
    if (isFirst) keyOf(path, text);
    else {
      const parsed = line.safeParse(parseJson(text));
      if (!parsed.success) fail("key_file.foreign", { path }, "no");
      else {
        const [kind, pseudonym, original] = parsed.data;
        yield { kind, pseudonym, original };
      }
    }
    isFirst = false;
  }
}

async function* readLines(path: string): AsyncGenerator<string, void> {
  if ((await stat(path).catch(() => null)) === null) fail("file.not_found", { path });
  const source = createReadStream(path);
  const text = createGunzip().setEncoding("utf8");
  source.once("error", (error) => text.destroy(error));
  source.pipe(text);
  let rest = "";
  try {
    for await (const chunk of text) {
      const lines = `${rest}${String(chunk)}`.split("\n");
      rest = lines.pop() ?? "";
      if (rest.length > LONGEST_LINE) fail("key_file.foreign", { path }, "no");
      yield* lines;
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError(failure("key_file.foreign", { path }, "no", String(error)));
  } finally {
    source.destroy();
    text.destroy();
  }
}

function keyOf(path: string, text: string): RedactionKey {
  const parsed = header.safeParse(parseJson(text));
  if (!parsed.success) return fail("key_file.foreign", { path }, "no");
  return { id: parsed.data.id, secret: Buffer.from(parsed.data.secret, "hex") };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The translations whose pseudonyms stand in a text, longest first. */
export async function translationsFor(path: string, text: string): Promise<readonly Translation[]> {
  const found: Translation[] = [];
  for await (const translation of translationsOf(path))
    if (text.includes(translation.pseudonym)) found.push(translation);
  return found.toSorted((a, b) => b.pseudonym.length - a.pseudonym.length);
}

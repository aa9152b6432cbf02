import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { AppError, fail } from "#core/result/failure.ts";
import { diskFailure } from "../disk/disk-failure.ts";
import { flushFile } from "../disk/durable.ts";
import { demandRoom } from "../disk/room.ts";
import { bodyOf, get, refuse, unreachable } from "./fetch.ts";
import { naming, writeText } from "../disk/named-errors.ts";

/** What a file must be like, as it was signed. */
export type Expected = { readonly sizeBytes: number; readonly sha512: string };

export type FileOrder = {
  readonly url: URL;
  /** The file's place when it is whole and was checked. */
  readonly target: string;
  readonly expected: Expected;
  /** Folder for what has arrived so far. */
  readonly parts: string;
  readonly signal: AbortSignal;
  /** Bytes that have arrived in all, those of an earlier attempt included. */
  readonly onBytes: (received: number) => void;
};

/** What an earlier attempt has left, and the version of the file it is of. */
type Kept = { readonly bytes: number; readonly etag: string };

/**
 * Fetches a file and leaves it only if it is the one that was signed, from its first byte to its last. What has arrived when the
 * user cancels or the network breaks is kept and gone on with, as long as the server still has that very version of the file.
 */
export async function downloadFile(order: FileOrder): Promise<void> {
  const { url, target, expected, parts } = order;
  const part = partPath(parts, expected);
  try {
    await mkdir(parts, { recursive: true, mode: 0o700 });
    await forgetOthers(parts, [expected]);
    const kept = await keptOf(part, expected);
    await demandRoom(parts, expected.sizeBytes - (kept?.bytes ?? 0));
    const wasResumed = await receive(order, kept);
    if (!(await isWhole(part, expected))) {
      await discard(part);
      if (!wasResumed) refuse(url, "hash");
      // The beginning may have been damaged on this disk.
      await receive(order, null);
      if (!(await isWhole(part, expected))) refuse(url, "hash");
    }
    await flushFile(part);
    await rename(part, target);
    await rm(`${part}.etag`, { force: true });
  } catch (error) {
    await settle(error, order);
  }
}

/** Bytes of a file that earlier attempts have left, so that so many fewer have to be fetched. */
export async function keptBytes(parts: string, expected: Expected): Promise<number> {
  return (await keptOf(partPath(parts, expected), expected))?.bytes ?? 0;
}

/** Removes what has arrived of all files but these. */
export async function forgetOthers(parts: string, wanted: readonly Expected[]): Promise<void> {
  const paths = wanted.map((expected) => partPath(parts, expected));
  for (const name of await readdir(parts).catch(() => [])) {
    const path = join(parts, name);
    if (!paths.some((own) => path === own || path === `${own}.etag`)) await rm(path, { force: true });
  }
}

/** Fetches what is missing; gives whether anything was there before. */
async function receive(order: FileOrder, kept: Kept | null): Promise<boolean> {
  const { url, expected, parts, signal } = order;
  const part = partPath(parts, expected);
  if (kept?.bytes === expected.sizeBytes) return true;
  const rest = kept === null ? {} : { range: `bytes=${kept.bytes}-`, "if-range": kept.etag };
  const answer = await get(url, { headers: rest, signal });
  const isRest = kept !== null && answer.statusCode === 206;
  if (kept !== null && (answer.statusCode === 416 || (isRest && !goesOn(answer, kept, expected)))) {
    answer.destroy();
    await discard(part);
    return receive(order, null);
  }
  const from = isRest ? kept.bytes : 0;
  const body = isRest ? answer : bodyOf(answer, url);
  if (!isRest) await begin(part, answer);
  await append(order, body, from);
  return isRest;
}

/** The server says which bytes it gives: they must be those that are missing, of a file of that size. */
function goesOn(answer: IncomingMessage, kept: Kept, { sizeBytes }: Expected): boolean {
  const { "content-range": range, etag } = answer.headers;
  const isSame = etag === undefined || etag === kept.etag;
  return isSame && range === `bytes ${kept.bytes}-${sizeBytes - 1}/${sizeBytes}`;
}

/** Notes which version of the file is about to fill the part. A weak ETag does not say that bytes are the same. */
async function begin(part: string, { headers: { etag = "" } }: IncomingMessage): Promise<void> {
  await rm(`${part}.etag`, { force: true });
  if (/^"[^"]*"$/.test(etag)) await writeText(`${part}.etag`, etag, { mode: 0o600 });
}

/** What is told to have arrived is in the part, whatever happens next. */
async function append(
  { url, expected, parts, onBytes }: FileOrder,
  body: IncomingMessage,
  from: number,
): Promise<void> {
  let received = from;
  onBytes(received);
  const part = partPath(parts, expected);
  const file = await open(part, from === 0 ? "w" : "a", 0o600);
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      if (received + chunk.length > expected.sizeBytes) refuse(url, "size");
      await naming(part, () => file.appendFile(chunk));
      received += chunk.length;
      onBytes(received);
    }
  } finally {
    await file.close();
  }
  if (received !== expected.sizeBytes) refuse(url, "size");
}

/** Holds all of what has arrived, as it is on the disk, against what was signed. */
async function isWhole(part: string, { sizeBytes, sha512 }: Expected): Promise<boolean> {
  if ((await stat(part)).size !== sizeBytes) return false;
  const hash = createHash("sha512");
  for await (const chunk of createReadStream(part)) hash.update(chunk as Buffer);
  return hash.digest("base64") === sha512;
}

/** What was refused is not kept, nor is anything on a disk that is full. */
async function settle(error: unknown, { url, expected, parts, signal }: FileOrder): Promise<never> {
  if (signal.aborted) fail("cancelled", {});
  const part = partPath(parts, expected);
  const failed = error instanceof AppError ? error.failure : diskFailure(error);
  if (failed?.code === "updates.refused" || failed?.code === "disk.full") await discard(part);
  if (failed !== null) throw new AppError(failed);
  return unreachable(url, error);
}

async function keptOf(part: string, { sizeBytes }: Expected): Promise<Kept | null> {
  const etag = await readFile(`${part}.etag`, "utf8").catch(() => null);
  const bytes = await stat(part).then(
    ({ size }) => size,
    () => 0,
  );
  return etag === null || bytes === 0 || bytes > sizeBytes ? null : { bytes, etag };
}

/** By its hash: what belongs to one file is never gone on with for another. */
function partPath(parts: string, { sha512 }: Expected): string {
  return join(parts, `${Buffer.from(sha512, "base64").toString("hex").slice(0, 32)}.part`);
}

async function discard(part: string): Promise<void> {
  await rm(part, { force: true });
  await rm(`${part}.etag`, { force: true });
}

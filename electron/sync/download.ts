import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout } from "node:timers/promises";
import { AppError, fail, type Failure } from "#core/result/failure.ts";
import { awsFailure } from "../aws/errors.ts";
import { diskFailure } from "../disk/disk-failure.ts";
import { flushFile } from "../disk/durable.ts";
import type { Bucket, ListedObject, OpenedObject } from "../aws/bucket.ts";
import { writeStream, writeText } from "../disk/named-errors.ts";

export type Download = {
  readonly bucket: Bucket;
  readonly object: ListedObject;
  /** The object's place when it is whole. */
  readonly path: string;
  readonly signal: AbortSignal;
  /** Bytes that have arrived now, those of an earlier attempt included. */
  readonly onBytes: (bytes: number) => void;
};

const ATTEMPTS = 5;
const FIRST_WAIT_MS = 250;
/** What another try may well do away with. */
const PASSING: ReadonlySet<Failure["code"]> = new Set<Failure["code"]>([
  "aws.offline",
  "aws.throttled",
  "aws.incomplete",
  "aws.checksum",
]);

/**
 * Downloads one object. What has arrived is kept beside its place, with the ETag it belongs to, and is gone on with after a
 * break or a restart, as long as S3 still holds that very version.
 */
export async function download(order: Download): Promise<void> {
  const { object, path, signal } = order;
  await mkdir(dirname(path), { recursive: true });
  const had = await sizeOf(path);
  if (had === object.sizeBytes) return order.onBytes(had);
  for (let attempt = 1; ; attempt += 1) {
    let counted = 0;
    const onBytes = (bytes: number): void => {
      counted += bytes;
      order.onBytes(bytes);
    };
    try {
      await attemptDownload({ ...order, onBytes });
      return;
    } catch (error) {
      order.onBytes(-counted);
      if (signal.aborted) fail("cancelled", {});
      const failed =
        error instanceof AppError ? error.failure : (diskFailure(error) ?? networkFailure(error, order));
      if (!PASSING.has(failed.code) || attempt === ATTEMPTS) throw new AppError(failed);
      await setTimeout(FIRST_WAIT_MS * 2 ** attempt, undefined, { signal }).catch(() =>
        fail("cancelled", {}),
      );
    }
  }
}

async function attemptDownload(order: Download): Promise<void> {
  const { object, path, onBytes } = order;
  const part = `${path}.part`;
  const from = await arrived(part, object);
  onBytes(from);
  const hash = createHash("md5");
  if (from > 0) for await (const chunk of createReadStream(part)) hash.update(chunk as Buffer);
  const { etagIsMd5 } = await fetchRest(order, from, hash);
  const actualBytes = await sizeOf(part);
  if (actualBytes !== object.sizeBytes) {
    if (actualBytes > object.sizeBytes) await discard(part);
    fail("aws.incomplete", { key: object.key, expectedBytes: object.sizeBytes, actualBytes }, "auto");
  }
  if (etagIsMd5 && hash.digest("hex") !== object.etag.replaceAll('"', "")) {
    await discard(part);
    fail("aws.checksum", { key: object.key }, "auto");
  }
  await flushFile(part);
  await rename(part, path);
  await rm(`${part}.etag`, { force: true });
}

/** Appends what is missing, hashing it as it comes. */
async function fetchRest(
  { bucket, object, path, signal, onBytes }: Download,
  from: number,
  hash: Hash,
): Promise<Pick<OpenedObject, "etagIsMd5">> {
  const part = `${path}.part`;
  await writeText(`${part}.etag`, object.etag);
  const { body, etagIsMd5 } = await bucket.open(object.key, { from, etag: object.etag, signal });
  const count = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      onBytes(chunk.length);
      done(null, chunk);
    },
  });
  try {
    await pipeline(body, count, writeStream(part, { flags: from === 0 ? "w" : "a" }), { signal });
  } catch (error) {
    // A body that fails the checksum S3 keeps of it cannot be gone on with.
    if (error instanceof Error && /checksum mismatch/i.test(error.message)) {
      await discard(part);
      fail("aws.checksum", { key: object.key }, "auto");
    }
    throw error;
  }
  return { etagIsMd5 };
}

/** Bytes of this very version that an earlier attempt has left. */
async function arrived(part: string, { etag, sizeBytes }: ListedObject): Promise<number> {
  const held = await readFile(`${part}.etag`, "utf8").catch(() => null);
  const size = await sizeOf(part);
  if (held === etag && etag !== "" && size < sizeBytes) return size;
  await discard(part);
  return 0;
}

async function discard(part: string): Promise<void> {
  await rm(part, { force: true });
  await rm(`${part}.etag`, { force: true });
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

function networkFailure(error: unknown, { bucket, object }: Download) {
  return awsFailure(error, {
    service: "S3",
    operation: "GetObject",
    action: "s3:GetObject",
    resource: `s3://${bucket.name}/${object.key}`,
    bucket: bucket.name,
    key: object.key,
    host: "S3",
  });
}

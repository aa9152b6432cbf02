import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";
import { answerXml, escaped } from "./answers.fixture.ts";
import type { Signed } from "./signature.fixture.ts";
import { allow, AwsError, type FakeBucket, type FakeCall, type FakeWorld } from "./world.fixture.ts";

export type S3Call = {
  readonly operation: string;
  readonly bucket: string;
  readonly key: string;
  readonly call: FakeCall;
};

/** What happens to the bodies of data files; manifests arrive whatever the line is like. */
export type Line = { cutAfter: number | null; bytesPerSecond: number | null };

const HOME = "us-east-1";
const SLICES_PER_SECOND = 20;
const CUT_DELAY_MS = 200;

export function s3Operation({ request, url }: FakeCall): string {
  const isBucket = !url.pathname.slice(1).replace(/\/$/, "").includes("/");
  if (request.method === "HEAD") return isBucket ? "HeadBucket" : "HeadObject";
  return url.searchParams.has("list-type") ? "ListObjectsV2" : "GetObject";
}

export async function answerS3(
  response: ServerResponse,
  { world, line }: { readonly world: FakeWorld; readonly line: Line },
  { caller, region }: Signed,
  { operation, bucket: name, key, call }: S3Call,
): Promise<void> {
  const bucket = world.buckets.get(name);
  if (bucket === undefined) throw new AwsError("NoSuchBucket", 404);
  const home = bucket.region ?? HOME;
  const place = { "x-amz-bucket-region": home };
  if (region !== home) throw new AwsError("PermanentRedirect", 301, "use the other endpoint", place);
  if (operation === "HeadBucket") return void response.writeHead(200, place).end();
  const pays = call.request.headers["x-amz-request-payer"] === "requester";
  if (bucket.requesterPays === true && !pays) throw new AwsError("AccessDenied", 403, "Access Denied");
  allow(caller, operation === "ListObjectsV2" ? "s3:ListBucket" : "s3:GetObject");
  if (operation === "ListObjectsV2") return answerXml(response, 200, listing(bucket, name, call.url));
  await answerObject(response, line, bucket, { key, call });
}

async function answerObject(
  response: ServerResponse,
  line: Line,
  bucket: FakeBucket,
  { key, call }: Pick<S3Call, "key" | "call">,
): Promise<void> {
  const content = bucket.objects.get(key);
  if (content === undefined) throw new AwsError("NoSuchKey", 404);
  const etag = etagOf(content, bucket);
  const { range, "if-match": wanted, "if-none-match": known } = call.request.headers;
  if (known === etag) return void response.writeHead(304, { etag }).end();
  if (wanted !== undefined && wanted !== etag) throw new AwsError("PreconditionFailed", 412);
  const part = content.subarray(Number(/bytes=(\d+)-/.exec(range ?? "")?.[1] ?? 0));
  response.writeHead(range === undefined ? 200 : 206, {
    etag,
    "content-length": part.length,
    ...(bucket.kms === true ? { "x-amz-server-side-encryption": "aws:kms" } : {}),
  });
  if (/manifest/i.test(key)) return void response.end(part);
  const cut = line.cutAfter;
  if (cut !== null && cut < part.length) {
    line.cutAfter = null;
    response.write(part.subarray(0, cut));
    // What arrives together with the end of the connection may be dropped unread.
    await setTimeout(CUT_DELAY_MS);
    response.destroy();
    return;
  }
  await trickle(response, part, line);
}

/** Sends as fast as the line is, which may change while it lasts. */
async function trickle(response: ServerResponse, part: Buffer, line: Line): Promise<void> {
  let sent = 0;
  while (line.bytesPerSecond !== null && sent < part.length && !response.destroyed) {
    const next = Math.max(1, Math.floor(line.bytesPerSecond / SLICES_PER_SECOND));
    response.write(part.subarray(sent, sent + next));
    sent += next;
    await setTimeout(1_000 / SLICES_PER_SECOND);
  }
  response.end(part.subarray(sent));
}

function etagOf(content: Buffer, { kms }: FakeBucket): string {
  return `"${createHash("md5")
    .update(content)
    .update(kms === true ? "encrypted" : "")
    .digest("hex")}"`;
}

function listing(bucket: FakeBucket, name: string, url: URL): string {
  const prefix = url.searchParams.get("prefix") ?? "";
  const delimiter = url.searchParams.get("delimiter");
  const most = Number(url.searchParams.get("max-keys") ?? 1_000);
  const after = url.searchParams.get("continuation-token") ?? "";
  const keys = [...bucket.objects.keys()].filter((key) => key.startsWith(prefix) && key > after).toSorted();
  const folderOf = (key: string): string | null => {
    const at = delimiter === null ? -1 : key.indexOf(delimiter, prefix.length);
    return at < 0 ? null : key.slice(0, at + 1);
  };
  const folders = [...new Set(keys.flatMap((key) => folderOf(key) ?? []))];
  const plain = keys.filter((key) => folderOf(key) === null);
  const shown = plain.slice(0, most);
  const contents = shown.map((key) => {
    const content = bucket.objects.get(key) ?? Buffer.alloc(0);
    return `<Contents><Key>${escaped(key)}</Key><Size>${content.length}</Size><ETag>${escaped(etagOf(content, bucket))}</ETag></Contents>`;
  });
  const common = folders.map(
    (folder) => `<CommonPrefixes><Prefix>${escaped(folder)}</Prefix></CommonPrefixes>`,
  );
  const isCut = plain.length > shown.length;
  const next = isCut ? `<NextContinuationToken>${escaped(shown.at(-1) ?? "")}</NextContinuationToken>` : "";
  return `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${name}</Name><IsTruncated>${String(isCut)}</IsTruncated>${next}${contents.join("")}${common.join("")}</ListBucketResult>`;
}

import type { Readable } from "node:stream";
import {
  GetObjectCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  S3Client,
  type GetObjectCommandOutput,
  type ListObjectsV2CommandOutput,
} from "@aws-sdk/client-s3";
import { dnsSuffix, partitionOf } from "#core/account/partition.ts";
import { asking, type Asked } from "./errors.ts";
import type { AwsSession } from "./identity/session.ts";
import { clientConfig } from "./settings.ts";

export type BucketPlace = {
  readonly bucket: string;
  /** As AWS tells it; S3 is asked for it when null. */
  readonly region: string | null;
  /** As somebody has typed it: taken where S3 does not tell. */
  readonly guess: string | null;
  readonly requesterPays: boolean;
};

export type ListedObject = { readonly key: string; readonly sizeBytes: number; readonly etag: string };
export type Listing = { readonly objects: readonly ListedObject[]; readonly folders: readonly string[] };

/** The body of an object, or what is left of it. `etagIsMd5`: the ETag is the MD5 of the whole object's bytes. */
export type OpenedObject = { readonly body: Readable; readonly etagIsMd5: boolean };

/** One bucket, read only. Keys are used exactly as S3 gives them. */
export type Bucket = {
  readonly name: string;
  /** Everything below a prefix; with `folders` only the next level, its folders apart. */
  list(prefix: string, options?: { readonly folders?: boolean; readonly atMost?: number }): Promise<Listing>;
  /** The text of a small object; null when it still has the given ETag. */
  text(key: string, knownEtag?: string): Promise<{ readonly text: string; readonly etag: string } | null>;
  /** From a byte on, only while the object has the given ETag. */
  open(
    key: string,
    part: { readonly from: number; readonly etag: string; readonly signal: AbortSignal },
  ): Promise<OpenedObject>;
  /** The region S3 names, also where it answers nothing else; null when it names none. */
  region(): Promise<string | null>;
};

const LARGEST_TEXT_BYTES = 64 * 1024 * 1024;

export function openBucket(session: AwsSession, place: BucketPlace): Bucket {
  const { bucket, requesterPays } = place;
  const region = place.region ?? place.guess ?? session.homeRegion;
  const clientIn = (where: string): S3Client =>
    new S3Client({
      ...clientConfig(session.settings, where, session.credentials),
      forcePathStyle: session.settings.endpoint !== null,
      followRegionRedirects: true,
    });
  const first = clientIn(region);
  /** Redirects are followed anew with every request, so the region is learnt before the many. */
  let settled: Promise<S3Client> | null = null;
  const client = (): Promise<S3Client> => {
    settled ??=
      place.region === null
        ? told().then((where) => (where === null || where === region ? first : clientIn(where)))
        : Promise.resolve(first);
    return settled;
  };
  const told = async (): Promise<string | null> => {
    try {
      const answer = await first.send(new HeadBucketCommand({ Bucket: bucket, ...payer }));
      return answer.BucketRegion ?? null;
    } catch (error) {
      return regionIn(error);
    }
  };
  const payer = requesterPays ? ({ RequestPayer: "requester" } as const) : {};
  const asked = (operation: string, action: string, key?: string): Asked => ({
    service: "S3",
    operation,
    action,
    resource: key === undefined ? `s3://${bucket}` : `s3://${bucket}/${key}`,
    bucket,
    region,
    profile: session.profile,
    signIn: session.signIn,
    host: `${bucket}.s3.${region}.${dnsSuffix(partitionOf(region))}`,
    ...(key === undefined ? {} : { key }),
  });

  return {
    name: bucket,
    list: (prefix, { folders = false, atMost } = {}) =>
      asking(
        { ...asked("ListObjectsV2", "s3:ListBucket"), resource: `s3://${bucket}/${prefix}` },
        async () => {
          const objects: ListedObject[] = [];
          const found: string[] = [];
          let token: string | undefined;
          const s3 = await client();
          do {
            const page: ListObjectsV2CommandOutput = await s3.send(
              new ListObjectsV2Command({
                Bucket: bucket,
                Prefix: prefix,
                ...payer,
                ...(folders ? { Delimiter: "/" } : {}),
                ...(atMost === undefined ? {} : { MaxKeys: atMost }),
                ...(token === undefined ? {} : { ContinuationToken: token }),
              }),
            );
            for (const { Key, Size, ETag } of page.Contents ?? [])
              if (Key !== undefined) objects.push({ key: Key, sizeBytes: Size ?? 0, etag: ETag ?? "" });
            for (const { Prefix } of page.CommonPrefixes ?? []) if (Prefix !== undefined) found.push(Prefix);
            token =
              atMost === undefined && page.IsTruncated === true ? page.NextContinuationToken : undefined;
          } while (token !== undefined);
          return { objects, folders: found };
        },
      ),
    text: (key, knownEtag) =>
      asking(asked("GetObject", "s3:GetObject", key), async () => {
        try {
          const s3 = await client();
          const answer = await s3.send(
            new GetObjectCommand({
              Bucket: bucket,
              Key: key,
              ...payer,
              ...(knownEtag === undefined ? {} : { IfNoneMatch: knownEtag }),
            }),
          );
          if ((answer.ContentLength ?? 0) > LARGEST_TEXT_BYTES)
            throw new Error(`${key} is too large to be text`);
          return { text: (await answer.Body?.transformToString()) ?? "", etag: answer.ETag ?? "" };
        } catch (error) {
          if (isNotModified(error)) return null;
          throw error;
        }
      }),
    open: (key, { from, etag, signal }) =>
      asking(asked("GetObject", "s3:GetObject", key), async () => {
        const s3 = await client();
        const answer = await s3.send(
          new GetObjectCommand({
            Bucket: bucket,
            Key: key,
            ...payer,
            ...(etag === "" ? {} : { IfMatch: etag }),
            // The SDK checks a whole object against the checksum S3 keeps of it.
            ...(from === 0 ? { ChecksumMode: "ENABLED" } : { Range: `bytes=${from}-` }),
          }),
          { abortSignal: signal },
        );
        if (answer.Body === undefined) throw new Error(`${key} came without a body`);
        return { body: asReadable(answer.Body), etagIsMd5: isMd5(answer) };
      }),
    region: told,
  };
}

/** S3 names the region of a bucket also where it refuses everything else. */
function regionIn(error: unknown): string | null {
  const inner = (holder: unknown, name: string): unknown =>
    typeof holder === "object" && holder !== null ? Reflect.get(holder, name) : null;
  const value = inner(inner(inner(error, "$response"), "headers"), "x-amz-bucket-region");
  return typeof value === "string" ? value : null;
}

/** In Node the SDK's bodies are streams. */
function asReadable(body: NonNullable<unknown>): Readable {
  return body as Readable;
}

/** Of an object uploaded in parts, or encrypted with a key of KMS or of the customer, the ETag is no hash of its bytes. */
function isMd5({ ETag, ServerSideEncryption, SSECustomerAlgorithm }: GetObjectCommandOutput): boolean {
  const isPlain = ServerSideEncryption === undefined || ServerSideEncryption === "AES256";
  return isPlain && SSECustomerAlgorithm === undefined && /^"?[0-9a-f]{32}"?$/.test(ETag ?? "");
}

function isNotModified(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const metadata: unknown = Reflect.get(error, "$metadata");
  const status: unknown =
    typeof metadata === "object" && metadata !== null ? Reflect.get(metadata, "httpStatusCode") : null;
  return status === 304;
}

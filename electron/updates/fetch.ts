import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { request as plainRequest, type IncomingMessage } from "node:http";
import { request as secureRequest } from "node:https";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { HttpsProxyAgent } from "https-proxy-agent";
import { getProxyForUrl } from "proxy-from-env";
import { fail } from "#core/result/failure.ts";
import type { UpdateFault } from "#core/result/update-codes.ts";

const SILENCE_MS = 30_000;
const MOST_TEXT = 1_000_000;

/** What a file must be like, as it was signed. */
export type Expected = { readonly sizeBytes: number; readonly sha512: string };

/** A small text; null when there is none at that address. */
export async function fetchText(url: URL): Promise<string | null> {
  const answer = await get(url);
  if (answer.statusCode === 404) {
    answer.resume();
    return null;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of bodyOf(answer, url)) {
    size += chunk.length;
    if (size > MOST_TEXT) refuse(url, "manifest");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Writes a file and leaves it only if it is the one that is expected. */
export async function fetchFile(url: URL, target: string, expected: Expected): Promise<void> {
  const hash = createHash("sha512");
  let size = 0;
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      hash.update(chunk);
      done(size > expected.sizeBytes ? new Error("larger than signed") : null, chunk);
    },
  });
  try {
    await pipeline(bodyOf(await get(url), url), check, createWriteStream(target, { mode: 0o600 })).catch(
      (error: unknown) => {
        if (size > expected.sizeBytes) refuse(url, "size");
        unreachable(url, error);
      },
    );
    if (size !== expected.sizeBytes) refuse(url, "size");
    if (hash.digest("base64") !== expected.sha512) refuse(url, "hash");
  } catch (error) {
    await rm(target, { force: true });
    throw error;
  }
}

/** One request that follows no redirect: what is fetched comes from the place that was built in. */
async function get(url: URL): Promise<IncomingMessage> {
  const proxy = getProxyForUrl(url.href);
  const isPlain = url.protocol === "http:";
  const agent = !isPlain && proxy !== "" ? { agent: new HttpsProxyAgent(proxy) } : {};
  return new Promise<IncomingMessage>((resolve, reject) => {
    const headers = { "cache-control": "no-cache" };
    const sent = (isPlain ? plainRequest : secureRequest)(url, { headers, timeout: SILENCE_MS, ...agent });
    sent.on("response", resolve);
    sent.on("timeout", () => sent.destroy(new Error("no answer")));
    sent.on("error", reject);
    sent.end();
  }).catch((error: unknown) => unreachable(url, error));
}

function bodyOf(answer: IncomingMessage, url: URL): IncomingMessage {
  const status = answer.statusCode ?? 0;
  if (status === 200) return answer;
  answer.destroy();
  if (status >= 300 && status < 400) refuse(url, "redirect");
  return unreachable(url, new Error(`it answered ${status}`));
}

function refuse(url: URL, why: UpdateFault): never {
  return fail("updates.refused", { host: url.host, why }, "user");
}

function unreachable(url: URL, error: unknown): never {
  const cause = error instanceof Error ? error.message : String(error);
  return fail("updates.unreachable", { host: url.host, cause }, "user");
}

import { request as plainRequest, type IncomingMessage } from "node:http";
import { request as secureRequest } from "node:https";
import { HttpsProxyAgent } from "https-proxy-agent";
import { getProxyForUrl } from "proxy-from-env";
import { fail } from "#core/result/failure.ts";
import type { UpdateFault } from "#core/result/update-codes.ts";

const SILENCE_MS = 30_000;
const MOST_TEXT = 1_000_000;

type Asking = { readonly headers?: Readonly<Record<string, string>>; readonly signal?: AbortSignal };

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

/** One request that follows no redirect: what is fetched comes from the place that was built in. */
export async function get(url: URL, { headers = {}, signal }: Asking = {}): Promise<IncomingMessage> {
  const proxy = getProxyForUrl(url.href);
  const isPlain = url.protocol === "http:";
  const agent = !isPlain && proxy !== "" ? { agent: new HttpsProxyAgent(proxy) } : {};
  return new Promise<IncomingMessage>((resolve, reject) => {
    const sent = (isPlain ? plainRequest : secureRequest)(url, {
      headers: { "cache-control": "no-cache", ...headers },
      timeout: SILENCE_MS,
      ...(signal === undefined ? {} : { signal }),
      ...agent,
    });
    sent.on("response", resolve);
    sent.on("timeout", () => sent.destroy(new Error("no answer")));
    sent.on("error", reject);
    sent.end();
  }).catch((error: unknown) => unreachable(url, error));
}

/** The whole of what was asked for, and nothing else. */
export function bodyOf(answer: IncomingMessage, url: URL): IncomingMessage {
  const status = answer.statusCode ?? 0;
  if (status === 200) return answer;
  answer.destroy();
  if (status >= 300 && status < 400) refuse(url, "redirect");
  return unreachable(url, new Error(`it answered ${status}`));
}

export function refuse(url: URL, why: UpdateFault): never {
  return fail("updates.refused", { host: url.host, why }, "user");
}

export function unreachable(url: URL, error: unknown): never {
  const cause = error instanceof Error ? error.message : String(error);
  return fail("updates.unreachable", { host: url.host, cause }, "user");
}

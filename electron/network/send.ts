import { request as plainRequest, type IncomingHttpHeaders } from "node:http";
import { request as secureRequest } from "node:https";
import { HttpsProxyAgent } from "https-proxy-agent";
import { getProxyForUrl } from "proxy-from-env";

export type Outgoing = {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

export type Incoming = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
};

const SILENCE_MS = 30_000;
const LARGEST_BYTES = 64 * 1024 * 1024;

/**
 * One request and its whole answer. It keeps no cookies and follows no redirect, so that what it carries goes to the
 * address it names and to no other.
 */
export function send({ method, url, headers, body }: Outgoing): Promise<Incoming> {
  const proxy = getProxyForUrl(url);
  const isPlain = url.startsWith("http:");
  const agent = !isPlain && proxy !== "" ? { agent: new HttpsProxyAgent(proxy) } : {};
  return new Promise((resolve, reject) => {
    const options = { method, headers, timeout: SILENCE_MS, ...agent };
    const sent = (isPlain ? plainRequest : secureRequest)(url, options, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > LARGEST_BYTES) sent.destroy(new Error("the answer is larger than any should be"));
        else chunks.push(chunk);
      });
      response.on("error", reject);
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString("utf8"),
        }),
      );
    });
    sent.on("timeout", () => sent.destroy(Object.assign(new Error("no answer"), { code: "ETIMEDOUT" })));
    sent.on("error", reject);
    sent.end(body);
  });
}

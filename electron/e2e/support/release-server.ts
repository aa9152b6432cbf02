import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";

const VERSION = "9.0.0";
const ARTEFACT = `cloudspend-desktop-${VERSION}-linux-x86_64.AppImage`;
const ETAG = '"of-9.0.0"';

type Asked = { readonly path: string; readonly range: string | null };

/** A newer version on loopback, with the key its list of versions is signed with. */
export type ReleaseServer = {
  /** What an unpackaged build takes the address and the key from. */
  readonly env: { readonly CLOUDSPEND_UPDATES: string; readonly CLOUDSPEND_UPDATES_KEY: string };
  readonly asked: readonly Asked[];
  /** Whether the list is another one than was signed. */
  isTampered: boolean;
  /** Bytes of the new version after which the server waits; null sends all of it. */
  holdAfter: number | null;
  close(): void;
};

export async function serveRelease(artefact: Buffer): Promise<ReleaseServer> {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const hash = createHash("sha512").update(artefact).digest("base64");
  const list = `version: ${VERSION}\nfiles:\n  - url: ${ARTEFACT}\n    sha512: ${hash}\n    size: ${artefact.length}\n`;
  const signature = sign(null, Buffer.from(list), privateKey).toString("base64");
  const asked: Asked[] = [];
  const server = createServer(({ url = "", headers }, answer) => {
    asked.push({ path: url, range: headers.range ?? null });
    if (url.endsWith(".sig")) answer.end(signature);
    else if (url.endsWith(".yml")) answer.end(release.isTampered ? list.replace(VERSION, "9.0.1") : list);
    else send(artefact, headers, release.holdAfter, answer);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const release: ReleaseServer = {
    env: {
      CLOUDSPEND_UPDATES: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`,
      CLOUDSPEND_UPDATES_KEY: publicKey.export({ format: "der", type: "spki" }).toString("base64"),
    },
    asked,
    isTampered: false,
    holdAfter: null,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
  return release;
}

function send(
  artefact: Buffer,
  { range }: IncomingHttpHeaders,
  holdAfter: number | null,
  answer: ServerResponse,
): void {
  const from = Number(/^bytes=(\d+)-/.exec(range ?? "")?.[1] ?? 0);
  const common = { "content-length": artefact.length - from, etag: ETAG };
  if (from === 0) answer.writeHead(200, common);
  else
    answer.writeHead(206, {
      ...common,
      "content-range": `bytes ${from}-${artefact.length - 1}/${artefact.length}`,
    });
  if (holdAfter === null) answer.end(artefact.subarray(from));
  else answer.write(artefact.subarray(from, holdAfter));
}

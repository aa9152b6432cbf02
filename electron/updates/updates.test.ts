import { createHash, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AppError } from "#core/result/failure.ts";
import { createInstaller } from "./installer.ts";
import { readUpdateSource, type UpdateSource } from "./source.ts";
import { createUpdates, type UpdateProgress, type Updates } from "./updates.ts";

const KEY = newKey();
const OTHER_KEY = newKey();
const FILE = "cloudspend-desktop-0.2.0-linux-x86_64.AppImage";
const ARTEFACT = Buffer.from(`#!/bin/sh\nexit 0\n${"#".repeat(100_000)}\n`);

type Offer = {
  manifest: string;
  signature: string | null;
  artefact: Buffer;
  /** Answers instead of the server, for one path. */
  odd: ((path: string, response: ServerResponse) => boolean) | null;
};

let folder: string;
let server: Server;
let url: string;
let offer: Offer;
let left: string[];
let requests: { readonly path: string; readonly headers: IncomingHttpHeaders }[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "updates-"));
  requests = [];
  left = [];
  offer = signed(manifestOf({}));
  server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://x").pathname;
    requests.push({ path, headers: request.headers });
    if (offer.odd?.(path, response)) return;
    const body = bodyOf(path);
    response.writeHead(body === null ? 404 : 200);
    response.end(body ?? "");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  vi.stubEnv("APPIMAGE", join(folder, "cloudspend.AppImage"));
  await writeFile(join(folder, "cloudspend.AppImage"), "#!/bin/sh\nexit 0\n");
  await chmod(join(folder, "cloudspend.AppImage"), 0o755);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

function bodyOf(path: string): string | Buffer | null {
  if (path === "/latest-linux.yml") return offer.manifest;
  if (path === "/latest-linux.yml.sig") return offer.signature;
  return path === `/${FILE}` ? offer.artefact : null;
}

function newKey(): string {
  return generateKeyPairSync("ed25519", {
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  }).privateKey;
}

function publicKeyOf(key: string): string {
  return createPublicKey(key).export({ format: "der", type: "spki" }).toString("base64");
}

function sha512(bytes: Buffer): string {
  return createHash("sha512").update(bytes).digest("base64");
}

/** As electron-builder writes it. */
function manifestOf({
  version = "0.2.0",
  name = FILE,
  hash = sha512(ARTEFACT),
  size = ARTEFACT.length,
  more = "",
}: {
  readonly version?: string;
  readonly name?: string;
  readonly hash?: string;
  readonly size?: number;
  readonly more?: string;
}): string {
  return [
    `version: ${version}`,
    "files:",
    `  - url: ${name}`,
    `    sha512: ${hash}`,
    `    size: ${size}`,
    "    blockMapSize: 1234",
    `path: ${name}`,
    `sha512: ${hash}`,
    `${more}releaseDate: '2026-11-01T12:00:00.000Z'`,
    "",
  ].join("\n");
}

function signed(manifest: string, key = KEY): Offer {
  return {
    manifest,
    signature: sign(null, Buffer.from(manifest), key).toString("base64"),
    artefact: ARTEFACT,
    odd: null,
  };
}

function source(): UpdateSource {
  const read = readUpdateSource({}, false, {
    CLOUDSPEND_UPDATES: url,
    CLOUDSPEND_UPDATES_KEY: publicKeyOf(KEY),
  });
  if (read === null) throw new Error("the source of the test is not in order");
  return read;
}

function updates({ isOn = true, version = "0.1.0" } = {}): Updates {
  return createUpdates({
    source: source(),
    isOn: () => isOn,
    leave: async () => void left.push("left"),
    installer: async (from) =>
      createInstaller(from, {
        installation: "appimage",
        log: { info: () => undefined, warn: () => undefined, error: () => undefined },
        app: {
          version,
          name: "cloudspend-desktop",
          isPackaged: true,
          appUpdateConfigPath: join(folder, "app-update.yml"),
          userDataPath: join(folder, "data"),
          baseCachePath: join(folder, "cache"),
          whenReady: () => Promise.resolve(),
          relaunch: () => undefined,
          quit: () => void left.push("quit"),
          onQuit: () => undefined,
        },
      }),
  });
}

/** What is told of a download that goes on to its end. */
async function drained(download: AsyncIterable<UpdateProgress>): Promise<readonly number[]> {
  const told: number[] = [];
  for await (const { receivedBytes } of download) told.push(receivedBytes);
  return told;
}

/** The code of a failure, and why an update was refused. */
async function failureOf(work: Promise<unknown>): Promise<readonly string[]> {
  const error = await work.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (!(error instanceof AppError)) return [String(error)];
  const { code, params } = error.failure;
  return [code, ...("why" in params ? [params.why] : [])];
}

test("a signed version is found, fetched and put in the place of the old one, each when it is asked for", async () => {
  const app = updates();
  expect(requests).toEqual([]);
  expect(await app.look()).toEqual({
    version: "0.2.0",
    sizeBytes: ARTEFACT.length,
    releasedAt: "2026-11-01T12:00:00.000Z",
    keptBytes: 0,
  });
  expect(requests.map(({ path }) => path)).toEqual(["/latest-linux.yml", "/latest-linux.yml.sig"]);
  await drained(app.download());
  expect(requests.map(({ path }) => path).slice(2)).toEqual([`/${FILE}`]);
  expect(await readFile(join(folder, "cloudspend.AppImage"), "utf8")).toBe("#!/bin/sh\nexit 0\n");
  expect(left).toEqual([]);
  await app.install();
  expect(left).toEqual(["left", "quit"]);
  expect(await readFile(join(folder, "cloudspend.AppImage"))).toEqual(ARTEFACT);
});

test("nothing that stands for the user is sent or made up", async () => {
  const app = updates();
  await app.look();
  await drained(app.download());
  for (const { headers } of requests)
    expect(Object.keys(headers).toSorted()).toEqual(["cache-control", "connection", "host"]);
  expect(existsSync(join(folder, "data"))).toBe(false);
});

test("while updates are off nothing is requested, whatever is asked for", async () => {
  const app = updates({ isOn: false });
  expect(app.host()).toBe(new URL(url).host);
  for (const step of [() => app.look(), () => drained(app.download()), () => app.install()])
    expect(await failureOf(step())).toEqual(["updates.off"]);
  expect(requests).toEqual([]);
});

describe("refused before anything is fetched", () => {
  const other = `https://evil.example/${FILE}`;
  test.each<[string, () => Offer, string]>([
    [
      "a list that was changed after it was signed",
      () => ({ ...signed(manifestOf({})), manifest: manifestOf({ version: "0.3.0" }) }),
      "signature",
    ],
    [
      "a list with the hash of another file",
      () => ({ ...signed(manifestOf({})), manifest: manifestOf({ hash: sha512(Buffer.from("x")) }) }),
      "signature",
    ],
    [
      "a list with one more line end",
      () => ({ ...signed(manifestOf({})), manifest: `${manifestOf({})}\n` }),
      "signature",
    ],
    ["a list without a signature", () => ({ ...signed(manifestOf({})), signature: null }), "unsigned"],
    ["an empty signature", () => ({ ...signed(manifestOf({})), signature: " \n" }), "unsigned"],
    [
      "a signature cut short",
      () => ({ ...signed(manifestOf({})), signature: (signed(manifestOf({})).signature ?? "").slice(0, 40) }),
      "signature",
    ],
    ["the signature of another key", () => signed(manifestOf({}), OTHER_KEY), "signature"],
    ["a genuine list of an older version", () => signed(manifestOf({ version: "0.0.9" })), "older"],
    ["a signed list that names a file elsewhere", () => signed(manifestOf({ name: other })), "manifest"],
    [
      "a signed list that names a file in another folder",
      () => signed(manifestOf({ name: "../../evil.AppImage" })),
      "manifest",
    ],
    [
      "a signed list without hashes",
      () => signed(manifestOf({}).replaceAll(/^.*sha512: .*$\n/gm, "")),
      "manifest",
    ],
    ["a signed list with a short hash", () => signed(manifestOf({ hash: "AAAA" })), "manifest"],
    [
      "a signed list with an installer that fetches more",
      () => signed(manifestOf({ more: "packages:\n  x64:\n    path: a.7z\n" })),
      "manifest",
    ],
    ["a signed list of a version that is none", () => signed(manifestOf({ version: "latest" })), "manifest"],
    ["a list that is no list", () => signed("<html>Sign in</html>"), "manifest"],
    ["a list without an end", () => signed(`${manifestOf({})}#${"x".repeat(1_100_000)}`), "manifest"],
    [
      "a list that is elsewhere",
      () => ({ ...signed(manifestOf({})), odd: redirectOf("/latest-linux.yml") }),
      "redirect",
    ],
    [
      "a signature that is elsewhere",
      () => ({ ...signed(manifestOf({})), odd: redirectOf("/latest-linux.yml.sig") }),
      "redirect",
    ],
  ])("%s", async (_name, make, why) => {
    offer = make();
    const app = updates();
    expect(await failureOf(app.look())).toEqual(["updates.refused", why]);
    expect(await failureOf(drained(app.download()))).toEqual(["updates.refused", "unchecked"]);
    expect(requests.filter(({ path }) => path.includes("AppImage"))).toEqual([]);
  });
});

describe("refused when it has been fetched, and not kept", () => {
  const changed = Buffer.from(ARTEFACT);
  changed[50_000] = 0;
  test.each<[string, Partial<Offer>, string]>([
    ["a file in which one byte differs", { artefact: changed }, "hash"],
    ["a file that ends early", { artefact: ARTEFACT.subarray(0, -1) }, "size"],
    ["a file that goes on", { artefact: Buffer.concat([ARTEFACT, Buffer.from("rm -rf /")]) }, "size"],
    ["an empty file", { artefact: Buffer.alloc(0) }, "size"],
    ["a file that is elsewhere", { odd: redirectOf(`/${FILE}`) }, "redirect"],
  ])("%s", async (_name, odd, why) => {
    const app = updates();
    await app.look();
    offer = { ...offer, ...odd };
    expect(await failureOf(drained(app.download()))).toEqual(["updates.refused", why]);
    const left = await readdir(join(folder, "cache"), { recursive: true }).catch(() => []);
    expect(left.filter((name) => name.endsWith(".AppImage"))).toEqual([]);
    expect(await readFile(join(folder, "cloudspend.AppImage"), "utf8")).toBe("#!/bin/sh\nexit 0\n");
  });
});

function redirectOf(which: string) {
  return (path: string, response: ServerResponse): boolean => {
    if (path !== which) return false;
    response.writeHead(302, { location: `http://127.0.0.1:1${path}` }).end();
    return true;
  };
}

describe("a download that the user cancels", () => {
  const HALF = 60_000;
  /** Gives the half of the file and no more, until it is told to. */
  function halting(): { readonly offer: Offer; readonly ranges: (string | undefined)[] } {
    const ranges: (string | undefined)[] = [];
    const odd: Offer["odd"] = (path, response) => {
      if (path !== `/${FILE}`) return false;
      const { range } = requests.at(-1)?.headers ?? {};
      ranges.push(range);
      const from = Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1] ?? 0);
      response.writeHead(range === undefined ? 200 : 206, {
        etag: '"v1"',
        "content-length": ARTEFACT.length - from,
        ...(range && { "content-range": `bytes ${from}-${ARTEFACT.length - 1}/${ARTEFACT.length}` }),
      });
      if (ranges.length === 1) response.write(ARTEFACT.subarray(0, HALF));
      else response.end(ARTEFACT.subarray(from));
      return true;
    };
    return { offer: { ...offer, odd }, ranges };
  }
  async function cancelHalfway(app: Updates): Promise<void> {
    await app.look();
    for await (const { receivedBytes } of app.download()) if (receivedBytes === HALF) break;
  }

  test("leaves what has arrived, also for the next start of the app, which tells of it and fetches the rest", async () => {
    const { offer: halted, ranges } = halting();
    offer = halted;
    await cancelHalfway(updates());
    expect(await failureOf(updates().install())).toEqual(["updates.refused", "unchecked"]);

    const again = updates();
    expect(await again.look()).toMatchObject({ version: "0.2.0", keptBytes: HALF });
    const told = await drained(again.download());
    expect(told.at(-1)).toBe(ARTEFACT.length);
    expect(ranges).toEqual([undefined, `bytes=${HALF}-`]);
    await again.install();
    expect(await readFile(join(folder, "cloudspend.AppImage"))).toEqual(ARTEFACT);
    expect(await readdir(join(folder, "cache", "arriving"))).toEqual([]);
  });

  test("can be started again at once", async () => {
    offer = halting().offer;
    const app = updates();
    await cancelHalfway(app);
    expect((await drained(app.download())).at(-1)).toBe(ARTEFACT.length);
    await app.install();
    expect(left).toEqual(["left", "quit"]);
  });

  test("is gone when the version on offer is another one", async () => {
    offer = halting().offer;
    await cancelHalfway(updates());
    offer = signed(manifestOf({ version: "0.3.0", hash: sha512(Buffer.from("other")) }));
    expect(await updates().look()).toMatchObject({ version: "0.3.0", keptBytes: 0 });
    expect(await readdir(join(folder, "cache", "arriving"))).toEqual([]);
  });

  test("by leaving the page, too", async () => {
    offer = halting().offer;
    const app = updates();
    await app.look();
    const page = new AbortController();
    const leaving = drained(app.download(page.signal));
    await vi.waitUntil(() => requests.some(({ path }) => path === `/${FILE}`));
    page.abort();
    expect(await failureOf(leaving)).toEqual(["cancelled"]);
  });
});

test("nothing is installed that was not downloaded, or that was changed since", async () => {
  const app = updates();
  expect(await failureOf(app.install())).toEqual(["updates.refused", "unchecked"]);
  await app.look();
  expect(await failureOf(app.install())).toEqual(["updates.refused", "unchecked"]);
  await drained(app.download());
  const kept = (await readdir(join(folder, "cache"), { recursive: true })).find((name) =>
    name.endsWith(FILE),
  );
  await writeFile(join(folder, "cache", kept ?? ""), "#!/bin/sh\n");
  expect(await failureOf(app.install())).toEqual(["updates.refused", "hash"]);
  expect(left).toEqual([]);
  expect(await readFile(join(folder, "cloudspend.AppImage"), "utf8")).toBe("#!/bin/sh\nexit 0\n");
});

test("the version that is there is no update", async () => {
  expect(await updates({ version: "0.2.0" }).look()).toBe(null);
});

test("a server that is not there or does not work is told of", async () => {
  offer = { ...offer, odd: (_path, response) => Boolean(response.writeHead(503).end()) };
  expect(await failureOf(updates().look())).toEqual(["updates.unreachable"]);
  const app = updates();
  server.close();
  server.closeAllConnections();
  expect(await failureOf(app.look())).toEqual(["updates.unreachable"]);
});

describe("where updates come from", () => {
  const built = { updates: { url: "https://updates.example.com/desktop", publicKey: publicKeyOf(KEY) } };

  test("what was built in, by https only and with a key", () => {
    expect(readUpdateSource(built, true, {})?.url.href).toBe("https://updates.example.com/desktop/");
    for (const updatesOf of [
      { ...built.updates, url: "http://updates.example.com/" },
      { ...built.updates, url: "file:///updates" },
      { ...built.updates, url: "http://127.0.0.1:8080" },
      { ...built.updates, publicKey: "" },
      { ...built.updates, publicKey: "AAAA" },
    ])
      expect(readUpdateSource({ updates: updatesOf }, true, {})).toBe(null);
    expect(readUpdateSource({}, true, {})).toBe(null);
  });

  test("a packaged app is not led elsewhere by its environment", () => {
    const environment = { CLOUDSPEND_UPDATES: url, CLOUDSPEND_UPDATES_KEY: publicKeyOf(OTHER_KEY) };
    expect(readUpdateSource({}, true, environment)).toBe(null);
    expect(readUpdateSource(built, true, environment)?.url.host).toBe("updates.example.com");
  });

  test("without the name of the author nothing is installed on Windows", () => {
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const app = Object.create(null);
    expect(createInstaller(source(), { installation: "nsis", app, log })).toBe(null);
  });
});

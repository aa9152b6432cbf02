import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AppError } from "#core/result/failure.ts";
import { downloadFile, keptBytes, type Expected, type FileOrder } from "./download.ts";

const BODY = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 31 + (at >> 8)) % 251));
const OTHER = Buffer.from(BODY.map((byte) => byte ^ 1));
const SIGNED: Expected = {
  sizeBytes: BODY.length,
  sha512: createHash("sha512").update(BODY).digest("base64"),
};
const BROKEN_AT = 100_000;
const PART = `${Buffer.from(SIGNED.sha512, "base64").toString("hex").slice(0, 32)}.part`;

type Answer = (headers: IncomingHttpHeaders, response: ServerResponse) => void;

let folder: string;
let server: Server;
let url: URL;
/** What the server does at each request; the last one also at all later ones. */
let answers: readonly Answer[];
let asked: IncomingHttpHeaders[];
let received: number[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "download-"));
  asked = [];
  received = [];
  server = createServer(({ headers }, response) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)];
    asked.push(headers);
    answer?.(headers, response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  url = new URL(`http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/app.AppImage`);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

/** As a server does that knows ranges: the rest when the file is still the same, else the whole. */
function ranged(content = BODY, etag = '"v1"'): Answer {
  return ({ range, "if-range": condition }, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1] ?? 0);
    const isRest = from > 0 && condition === etag;
    const rest = isRest ? content.subarray(from) : content;
    response.writeHead(isRest ? 206 : 200, {
      etag,
      "content-length": rest.length,
      ...(isRest && { "content-range": `bytes ${from}-${content.length - 1}/${content.length}` }),
    });
    response.end(rest);
  };
}

/** Gives the beginning of the whole file, then the connection breaks. */
function breaking(content = BODY, etag: string | null = '"v1"'): Answer {
  return (_headers, response) => {
    response.writeHead(200, { "content-length": content.length, ...(etag !== null && { etag }) });
    response.write(content.subarray(0, BROKEN_AT));
    breakAt(BROKEN_AT, response);
  };
}

/** Breaks the connection when so much has arrived: what is on its way would be lost. */
function breakAt(bytes: number, response: ServerResponse): void {
  void vi.waitUntil(() => received.at(-1) === bytes, { interval: 5 }).then(() => response.destroy());
}

function order(more: Partial<FileOrder> = {}): FileOrder {
  return {
    url,
    target: join(folder, "app.AppImage"),
    expected: SIGNED,
    parts: join(folder, "parts"),
    signal: new AbortController().signal,
    onBytes: (bytes) => void received.push(bytes),
    ...more,
  };
}

/** The code of a failure, and why it was refused. */
async function failureOf(work: Promise<unknown>): Promise<readonly string[]> {
  const error = await work.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (!(error instanceof AppError)) return [String(error)];
  const { code, params } = error.failure;
  return "why" in params ? [code, params.why] : [code];
}

const parts = (): Promise<readonly string[]> => readdir(join(folder, "parts"));
const target = (): Promise<Buffer> => readFile(join(folder, "app.AppImage"));

async function breakOff(): Promise<void> {
  expect(await failureOf(downloadFile(order()))).toEqual(["updates.unreachable"]);
}

test("a download that broke off is gone on with from where it was, and is checked as a whole", async () => {
  answers = [breaking(), ranged()];
  await breakOff();
  expect(await keptBytes(join(folder, "parts"), SIGNED)).toBe(BROKEN_AT);
  await downloadFile(order());
  expect(asked.map(({ range }) => range)).toEqual([undefined, `bytes=${BROKEN_AT}-`]);
  expect(asked[1]?.["if-range"]).toBe('"v1"');
  expect((await target()).equals(BODY)).toBe(true);
  expect(await parts()).toEqual([]);
  expect(received.at(-1)).toBe(BODY.length);
  expect(received.every((bytes, at) => at === 0 || bytes >= (received[at - 1] ?? 0))).toBe(true);
});

test("it may break off again and again", async () => {
  const breakingOn: Answer = ({ range }, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1] ?? 0);
    response.writeHead(range === undefined ? 200 : 206, {
      etag: '"v1"',
      "content-length": BODY.length - from,
      ...(range && { "content-range": `bytes ${from}-${BODY.length - 1}/${BODY.length}` }),
    });
    response.write(BODY.subarray(from, from + 50_000));
    if (from + 50_000 < BODY.length) breakAt(from + 50_000, response);
    else response.end();
  };
  answers = [breakingOn];
  for (let attempt = 1; attempt < 6; attempt += 1) await breakOff();
  await downloadFile(order());
  expect(asked.map(({ range }) => range)).toEqual([
    undefined,
    ...[1, 2, 3, 4, 5].map((at) => `bytes=${at * 50_000}-`),
  ]);
  expect((await target()).equals(BODY)).toBe(true);
});

test("what has all arrived before is checked and asked of nobody", async () => {
  answers = [ranged()];
  await mkdir(join(folder, "parts"));
  await writeFile(join(folder, "parts", PART), BODY);
  await writeFile(join(folder, "parts", `${PART}.etag`), '"v1"');
  await downloadFile(order());
  expect(asked).toEqual([]);
  expect((await target()).equals(BODY)).toBe(true);
});

test.each<[string, Answer]>([
  ["ignores ranges", (_headers, response) => void response.writeHead(200, { etag: '"v1"' }).end(BODY)],
  ["has another version by now", ranged(BODY, '"v2"')],
])("a server that %s gives the whole file, and the beginning is not counted twice", async (_what, answer) => {
  answers = [breaking(), answer];
  await breakOff();
  received = [];
  await downloadFile(order());
  expect(asked).toHaveLength(2);
  expect(received[0]).toBe(0);
  expect((await target()).equals(BODY)).toBe(true);
});

test.each<[string, Answer]>([
  ["another range", rangeOf(`bytes 0-${BODY.length - 1}/${BODY.length}`)],
  ["a range of a file of another size", rangeOf(`bytes ${BROKEN_AT}-${BODY.length}/${BODY.length + 1}`)],
  ["a range that it does not name", rangeOf(null)],
  ["a range of another version", rangeOf(`bytes ${BROKEN_AT}-${BODY.length - 1}/${BODY.length}`, '"v2"')],
  ["no range of it", (_headers, response) => void response.writeHead(416).end()],
])("a server that gives %s is asked for the whole", async (_what, answer) => {
  answers = [breaking(), answer, ranged()];
  await breakOff();
  await downloadFile(order());
  expect(asked.map(({ range }) => range)).toEqual([undefined, `bytes=${BROKEN_AT}-`, undefined]);
  expect((await target()).equals(BODY)).toBe(true);
});

function rangeOf(contentRange: string | null, etag = '"v1"'): Answer {
  return (_headers, response) => {
    response.writeHead(206, { etag, ...(contentRange !== null && { "content-range": contentRange }) });
    response.end(BODY.subarray(BROKEN_AT));
  };
}

test.each<[string, string | null]>([
  ["no ETag", null],
  ["a weak ETag", 'W/"v1"'],
])("with %s nothing is gone on with", async (_what, etag) => {
  answers = [breaking(BODY, etag), ranged()];
  await breakOff();
  expect(await keptBytes(join(folder, "parts"), SIGNED)).toBe(0);
  await downloadFile(order());
  expect(asked.map(({ range }) => range)).toEqual([undefined, undefined]);
  expect((await target()).equals(BODY)).toBe(true);
});

test("a beginning that was changed on the disk costs a second download, and is never installed", async () => {
  answers = [breaking(), ranged()];
  await breakOff();
  await writeFile(join(folder, "parts", PART), OTHER.subarray(0, BROKEN_AT));
  await downloadFile(order());
  expect(asked.map(({ range }) => range)).toEqual([undefined, `bytes=${BROKEN_AT}-`, undefined]);
  expect((await target()).equals(BODY)).toBe(true);
});

test("a file that was changed in between under the same ETag is refused, and nothing of it is kept", async () => {
  answers = [breaking(), ranged(OTHER)];
  await breakOff();
  expect(await failureOf(downloadFile(order()))).toEqual(["updates.refused", "hash"]);
  expect(await parts()).toEqual([]);
  await expect(target()).rejects.toThrow("ENOENT");
});

test("a rest that is longer than was signed is refused while it comes", async () => {
  answers = [
    breaking(),
    (_headers, response) => {
      response.writeHead(206, {
        etag: '"v1"',
        "content-range": `bytes ${BROKEN_AT}-${BODY.length - 1}/${BODY.length}`,
      });
      response.end(Buffer.concat([BODY.subarray(BROKEN_AT), Buffer.alloc(1_000_000)]));
    },
  ];
  await breakOff();
  expect(await failureOf(downloadFile(order()))).toEqual(["updates.refused", "size"]);
  expect(await parts()).toEqual([]);
});

test("a server that is down for a while takes nothing away", async () => {
  answers = [breaking(), (_headers, response) => void response.writeHead(503).end(), ranged()];
  await breakOff();
  await breakOff();
  await downloadFile(order());
  expect(asked.map(({ range }) => range)).toEqual([undefined, `bytes=${BROKEN_AT}-`, `bytes=${BROKEN_AT}-`]);
  expect((await target()).equals(BODY)).toBe(true);
});

test("what is cancelled is kept, and no more of it is fetched", async () => {
  answers = [
    (_headers, response) => {
      response.writeHead(200, { etag: '"v1"', "content-length": BODY.length });
      response.write(BODY.subarray(0, BROKEN_AT));
    },
    ranged(),
  ];
  const user = new AbortController();
  const onBytes = (bytes: number): void => {
    if (bytes === BROKEN_AT) user.abort();
  };
  const closed = once(server, "connection").then(([socket]) => once(socket, "close"));
  expect(await failureOf(downloadFile(order({ signal: user.signal, onBytes })))).toEqual(["cancelled"]);
  await closed;
  expect(await keptBytes(join(folder, "parts"), SIGNED)).toBe(BROKEN_AT);
  await downloadFile(order());
  expect(asked.at(-1)?.range).toBe(`bytes=${BROKEN_AT}-`);
  expect((await target()).equals(BODY)).toBe(true);
});

test.skipIf(process.platform !== "linux")(
  "a disk that fills up, which Linux has as /dev/full, is said to be full and not kept full",
  async () => {
    answers = [ranged()];
    await mkdir(join(folder, "parts"));
    await symlink("/dev/full", join(folder, "parts", PART));
    expect(await failureOf(downloadFile(order()))).toEqual(["disk.full"]);
    expect(await parts()).toEqual([]);
  },
);

test("what will not fit is not begun", async () => {
  answers = [ranged()];
  const expected = { ...SIGNED, sizeBytes: 2 ** 52 };
  expect(await failureOf(downloadFile(order({ expected })))).toEqual(["disk.too_small"]);
  expect(asked).toEqual([]);
});

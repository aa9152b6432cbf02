import { appendFile, mkdir, mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { deflateSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ZipFile } from "yazl";
import { PAYER } from "#core/sample/organisation.ts";
import { filesHolding, textsHeld } from "./canary.ts";
import { plant, type Written } from "./planted.ts";

const SECRET = 'canary/"7D1f+0a9b8c';
const CHUNK = 1_048_576;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "canary-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("a text is found", () => {
  const padded = (before: number): string =>
    Buffer.from(`${"x".repeat(before)}${SECRET}yz`).toString("base64");
  const pdf = Buffer.concat([
    Buffer.from("%PDF-1.7\nstream\n"),
    deflateSync(SECRET),
    Buffer.from("\nendstream\n"),
  ]);
  test.each<[string, string | Buffer]>([
    ["as it is", `before ${SECRET} after`],
    ["as JSON has it", JSON.stringify({ key: SECRET })],
    ["in an address", `https://x/?key=${encodeURIComponent(SECRET)}`],
    ["in base64", padded(0)],
    ["in base64, one byte on", padded(1)],
    ["in base64, two bytes on", padded(2)],
    ["as Chromium keeps strings", Buffer.from(`..${SECRET}..`, "utf16le")],
    ["within gzip", gzipSync(`a,${SECRET}`)],
    ["within gzip that ends early", gzipSync(`${SECRET}${"x".repeat(1_000)}`).subarray(0, -9)],
    ["within a PDF", pdf],
    ["where one part that is read ends and the next begins", `${"x".repeat(CHUNK - 5)}${SECRET}`],
    ["after many parts", `${"x".repeat(3 * CHUNK + 11)}${SECRET}yz`],
  ])("%s", async (_where, content) => {
    await mkdir(join(folder, "deep", "below"), { recursive: true });
    const path = join(folder, "deep", "below", "file");
    await writeFile(path, content);
    await writeFile(join(folder, "other"), "nothing");
    expect(await textsHeld(folder, ["not there", SECRET])).toEqual([{ path, text: SECRET }]);
  });

  test("within an archive, and in the name of a file", async () => {
    const archive = join(folder, "whole.cloudspend");
    const zip = new ZipFile();
    zip.addBuffer(gzipSync(SECRET), "inner.csv.gz");
    zip.end();
    await writeFile(archive, await buffer(zip.outputStream));
    const named = join(folder, "canary-name.csv");
    await writeFile(named, "");
    expect(await filesHolding(folder, SECRET)).toEqual([archive]);
    expect(await filesHolding(folder, "canary-name")).toEqual([named]);
  });

  test("at the end of a file that is too large to be unpacked", async () => {
    const path = join(folder, "large");
    await writeFile(path, "");
    await truncate(path, 100_000_000);
    await appendFile(path, SECRET);
    expect(await filesHolding(folder, SECRET)).toEqual([path]);
  });
});

test("what is not there is not found, nor is what is damaged a failure", async () => {
  await writeFile(join(folder, "half.zip"), Buffer.from("PK\x03\x04 and no more", "latin1"));
  await writeFile(join(folder, "half.gz"), Buffer.from([0x1f, 0x8b, 0, 0, 0]));
  await writeFile(join(folder, "parts"), `${SECRET.slice(0, 9)} ${SECRET.slice(9)}`);
  expect(await textsHeld(folder, [SECRET, ""])).toEqual([]);
});

describe("what a journey left behind", () => {
  const ID = ["0d0d3e2a-97b4-4a49-9b0b-6c4c5f4d1a01", "1d0d3e2a-97b4-4a49-9b0b-6c4c5f4d1a02"] as const;
  let written: Written;

  beforeEach(async () => {
    written = { dataFolder: join(folder, "data"), temporary: join(folder, "temporary") };
    const { dataFolder, temporary } = written;
    for (const made of [
      temporary,
      join(dataFolder, "logs"),
      ...ID.map((id) => join(dataFolder, "workspaces", id)),
    ])
      await mkdir(made, { recursive: true });
    const workspaces = ID.map((id, at) => ({ id, name: ["Acme Holding", "Bolt Group"][at] }));
    await writeFile(join(dataFolder, "workspaces.json"), JSON.stringify({ version: 1, workspaces }));
  });
  const put = (path: string, content: string): Promise<void> =>
    writeFile(join(written.dataFolder, path), content);
  const leaksOf = async (planted: ReturnType<typeof plant>): Promise<readonly string[]> =>
    (await planted.leaks(written)).map((leak) => leak.replace(folder, ""));

  test("is in order when everything is in its own place", async () => {
    const planted = plant();
    planted.client("Acme Holding", ["acme-bucket"]);
    await put(`workspaces/${ID[0]}/costs`, `acme-bucket Acme Holding ${PAYER.id}`);
    await put("logs/main.log", "started");
    expect(await leaksOf(planted)).toEqual([]);
  });

  test("a secret is told of wherever it is, that of the environment and those of the journey", async () => {
    const planted = plant();
    planted.secrets(() => [SECRET]);
    await put("logs/main.log", planted.environment["AWS_SECRET_ACCESS_KEY"] ?? "");
    await put("exported.csv", SECRET);
    await writeFile(join(written.temporary, "crash"), SECRET);
    expect(await leaksOf(planted)).toEqual([
      "a secret: /data/exported.csv",
      "a secret: /data/logs/main.log",
      "a secret: /temporary/crash",
    ]);
  });

  test("an account of a bill is told of in what all workspaces share", async () => {
    await put("logs/main.log", `costs of ${PAYER.id}`);
    await put("exported.csv", PAYER.id);
    await writeFile(join(written.temporary, "spilled"), PAYER.id);
    expect(await leaksOf(plant())).toEqual([
      `account ${PAYER.id}: /temporary/spilled`,
      `account ${PAYER.id}: /data/logs/main.log`,
    ]);
  });

  test("another client's name, id and texts are told of in a workspace", async () => {
    const planted = plant();
    planted.client("Acme Holding", ["acme-bucket"]);
    await put(`workspaces/${ID[1]}/views.json`, "Acme Holding");
    await put(`workspaces/${ID[1]}/costs`, "acme-bucket");
    await put(`workspaces/${ID[1]}/origin`, ID[0]);
    const where = `in the workspace “Bolt Group”: workspaces/${ID[1]}`;
    expect((await leaksOf(planted)).toSorted()).toEqual(
      [
        `“Acme Holding” ${where}/views.json`,
        `“acme-bucket” ${where}/costs`,
        `“${ID[0]}” ${where}/origin`,
      ].toSorted(),
    );
  });
});

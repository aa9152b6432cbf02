import { writeFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { expect, test } from "vitest";
import { diskFailure } from "./disk-failure.ts";
import { naming, writeStream, writeText } from "./named-errors.ts";

const thrown = (code: string) => Object.assign(new Error(`${code}: words`), { code, path: "/data/a.json" });

test.each([
  ["ENOSPC", "disk.full"],
  ["EDQUOT", "disk.full"],
  ["EIO", "disk.failing"],
  ["EROFS", "file.unwritable"],
  ["EACCES", "file.unwritable"],
])("%s is %s at its path", (code, expected) => {
  expect(diskFailure(thrown(code))).toMatchObject({ code: expected, params: { path: "/data/a.json" } });
});

test.skipIf(process.platform !== "linux")("a real disk that is full while a file is written", async () => {
  const ways = [
    () => writeText("/dev/full", "x"),
    () => pipeline(Readable.from(["x"]), writeStream("/dev/full")),
    () => naming("/dev/full", () => writeFile("/dev/full", "x")),
  ];
  for (const write of ways) {
    const error: unknown = await write().catch((caught: unknown) => caught);
    expect(diskFailure(error)).toMatchObject({ code: "disk.full", params: { path: "/dev/full" } });
  }
});

test("other errors are bugs", () => {
  expect(diskFailure(thrown("EBADF"))).toBeNull();
  expect(diskFailure(thrown("ECONNRESET"))).toBeNull();
  expect(diskFailure(new TypeError("no"))).toBeNull();
});

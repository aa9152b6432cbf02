import { writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { diskFailure } from "./disk-failure.ts";

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
  const error: unknown = await writeFile("/dev/full", "x").catch((caught: unknown) => caught);
  expect(diskFailure(error, "/data/a.part")).toMatchObject({
    code: "disk.full",
    params: { path: "/data/a.part" },
  });
  expect(diskFailure(error)).toBeNull();
});

test("other errors are bugs", () => {
  expect(diskFailure(thrown("EBADF"))).toBeNull();
  expect(diskFailure(thrown("ECONNRESET"), "/data/a.part")).toBeNull();
  expect(diskFailure(new TypeError("no"))).toBeNull();
});

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

test("other errors are bugs", () => {
  expect(diskFailure(thrown("EBADF"))).toBeNull();
  expect(diskFailure(new TypeError("no"))).toBeNull();
});

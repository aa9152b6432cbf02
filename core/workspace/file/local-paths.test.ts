import { expect, test } from "vitest";
import { withoutLocalFolders } from "./local-paths.ts";

test("folders of this computer are cut off every text, keys included", () => {
  const value = {
    version: 1,
    notes: ["see /home/ana/CloudSpend/workspaces/1/report.csv", null, 4],
    "/home/ana/key": "C:\\Users\\ana\\x",
  };
  expect(
    withoutLocalFolders(value, ["/home/ana", "/home/ana/CloudSpend/workspaces/1", "C:\\Users\\ana", "/"]),
  ).toEqual({ version: 1, notes: ["see report.csv", null, 4], key: "x" });
});

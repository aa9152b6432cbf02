import { expect, test } from "vitest";
import { scanCost } from "./scan-cost.ts";

test.each([
  [[], "0.0000000000"],
  [[0], "0.0000000000"],
  [[1], "0.0000500000"],
  [[10_000_001], "0.0000550000"],
  [[1_000_000_000_000], "5.0000000000"],
  [[5_000_000, 20_000_000], "0.0001500000"],
])("%j bytes at 5 USD per terabyte cost %s", (bytes, cost) => {
  expect(scanCost(bytes, "5")).toBe(cost);
});

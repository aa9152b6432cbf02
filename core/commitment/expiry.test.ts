import { expect, test } from "vitest";
import type { Commitment } from "./commitment.ts";
import { expiriesOf } from "./expiry.ts";

function ending(arn: string, end: string | null): Commitment {
  return {
    arn,
    kind: "savingsPlan",
    program: "Compute",
    owner: null,
    ownerLabel: null,
    term: null,
    payment: null,
    start: null,
    end,
    region: null,
    instanceType: null,
    count: null,
    amounts: null,
    months: [],
    hourly: null,
    consumers: [],
    lastSeen: "2026-10",
  };
}

test("commitments end in windows of 30, 60 and 90 days, soonest first", () => {
  const commitments = [
    ending("far", "2027-06-01T00:00:00Z"),
    ending("edge", "2026-10-31T00:00:00.000Z"),
    ending("next", "2026-11-01T00:00:00Z"),
    ending("ninety", "2026-12-30T00:00:00Z"),
    ending("gone", "2026-09-30T23:59:59Z"),
    ending("unknown", null),
  ];
  expect(
    expiriesOf(commitments, "2026-10-01").map(({ commitment, days, window }) => [
      commitment.arn,
      days,
      window,
    ]),
  ).toEqual([
    ["gone", -1, "expired"],
    ["edge", 30, 30],
    ["next", 31, 60],
    ["ninety", 90, 90],
    ["far", 243, "later"],
  ]);
});

import { describe, expect, it } from "vitest";
import { assignSlots } from "./assign-slots.ts";

const keys = (count: number, prefix = "k"): string[] =>
  Array.from({ length: count }, (_, at) => `${prefix}${at}`);

describe("assignSlots", () => {
  it("gives the ten largest the ten hues in order", () => {
    expect([...assignSlots(new Map(), keys(10)).values()]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it("never changes a key that has a slot", () => {
    const first = assignSlots(new Map(), ["ec2", "s3", "rds"]);
    const second = assignSlots(first, ["lambda", "rds", "ec2"]);
    expect(second.get("ec2")).toBe(0);
    expect(second.get("rds")).toBe(2);
    expect(second.get("lambda")).toBe(3);
  });

  it("gives twenty keys of one picture twenty slots", () => {
    expect(new Set(assignSlots(new Map(), keys(20)).values()).size).toBe(20);
  });

  it("avoids the slots of the keys it is drawn with before it avoids a repeat", () => {
    const full = assignSlots(new Map(), keys(20));
    const next = assignSlots(full, ["k0", "k1", "new"]);
    expect([0, 1, 10, 11]).not.toContain(next.get("new"));
  });

  it("is the same object when nothing is new", () => {
    const held = assignSlots(new Map(), keys(3));
    expect(assignSlots(held, ["k1"])).toBe(held);
  });
});

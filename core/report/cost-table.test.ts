import { describe, expect, it } from "vitest";
import { answerOf } from "./answer-fixture.ts";
import { costTable } from "./cost-table.ts";
import { movers } from "./movers.ts";
import { sortRows } from "./sort-rows.ts";

const name = (row: { readonly key: readonly (string | null)[] }): string => row.key[0] ?? "";

describe("costTable", () => {
  it("sets each group beside its past", () => {
    const table = costTable(answerOf({ ec2: "10.0", s3: "4.0" }), answerOf({ s3: "5.0", rds: "1.0" }));
    expect(table.rows.map((row) => [name(row), row.total, row.before])).toEqual([
      ["ec2", "10.0", "0.0000000000"],
      ["s3", "4.0", "5.0"],
    ]);
    expect(table.before).toBe("6.0000000000");
  });

  it("does not say nothing of a past that was cut short", () => {
    const past = answerOf({ s3: "5.0" }, { groups: 3, total: "9.0" });
    const table = costTable(answerOf({ ec2: "10.0" }), past);
    expect(table.rows[0]?.before).toBeNull();
  });

  it("compares what is left over with what was left over for the same groups", () => {
    const now = answerOf({ ec2: "10.0" }, { groups: 2, total: "3.0" });
    const table = costTable(now, answerOf({ ec2: "8.0", s3: "1.0", rds: "1.5" }));
    expect(table.other).toMatchObject({ groups: 2, total: "3.0", before: "2.5000000000" });
  });

  it("knows no past without a comparison", () => {
    const table = costTable(answerOf({ ec2: "10.0" }, { groups: 1, total: "1.0" }), null);
    expect([table.before, table.rows[0]?.before, table.other?.before]).toEqual([null, null, null]);
  });
});

describe("sortRows", () => {
  const table = costTable(
    answerOf({ b: "9.0", a: "10.0", d: null, c: "-1.0" }),
    answerOf({ a: "10.0", b: "1.0", c: "5.0", d: "1.0" }),
  );
  const order = (sort: Parameters<typeof sortRows>[1]): string =>
    sortRows(table.rows, sort, name).map(name).join("");

  it("sorts by value, credits lowest, the unknown last either way", () => {
    expect(order({ by: "total", descending: true })).toBe("abcd");
    expect(order({ by: "total", descending: false })).toBe("cbad");
  });

  it("sorts by change, name, line items and bucket", () => {
    expect(order({ by: "change", descending: true })).toBe("bacd");
    expect(order({ by: "name", descending: true })).toBe("dcba");
    expect(order({ by: "lineItems", descending: true })).toBe("abcd");
    expect(order({ by: { bucket: 0 }, descending: true })).toBe("abcd");
  });
});

describe("movers", () => {
  it("ranks by amount, new and gone groups included", () => {
    const found = movers(
      answerOf({ ec2: "12.0", s3: "1.0", new: "7.0" }),
      answerOf({ ec2: "10.0", s3: "4.0", gone: "9.0" }),
      2,
    );
    expect(found.up.map(({ id, change }) => [id, change])).toEqual([
      ['["new"]', "7.0000000000"],
      ['["ec2"]', "2.0000000000"],
    ]);
    expect(found.down.map(({ id, change }) => [id, change])).toEqual([
      ['["gone"]', "-9.0000000000"],
      ['["s3"]', "-3.0000000000"],
    ]);
  });

  it("leaves out what did not move or is not known", () => {
    expect(movers(answerOf({ a: "1.0", b: null }), answerOf({ a: "1.0", b: "2.0" }), 5)).toEqual({
      up: [],
      down: [],
    });
  });
});

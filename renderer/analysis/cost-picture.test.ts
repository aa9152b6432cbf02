import { describe, expect, it } from "vitest";
import { answerOf } from "#core/report/answer-fixture.ts";
import { costPicture } from "./cost-picture.ts";

const picture = (parts: Partial<Parameters<typeof costPicture>[0]>): ReturnType<typeof costPicture> =>
  costPicture({
    answer: answerOf({ ec2: "10.0", s3: "-2.5", rds: "1.0" }, { groups: 4, total: "2.0" }),
    kind: "bars",
    most: 2,
    nameOf: ({ key }) => key[0] ?? "",
    inkOf: () => 0,
    reference: null,
    ...parts,
  });

describe("costPicture", () => {
  it("draws the largest by themselves and the others as one grey series at the end", () => {
    const { series } = picture({});
    expect(series.map(({ name, ink, values }) => [name, ink, values])).toEqual([
      ["ec2", 0, [10]],
      ["s3", 0, [-2.5]],
      ["Other (5 groups)", "other", [3]],
    ]);
  });

  it("leaves unknown buckets empty", () => {
    expect(picture({ answer: answerOf({ a: null }), most: 5 }).series[0]?.values).toEqual([null]);
  });

  it("lays the reference over the same buckets, however many it has", () => {
    const answer = { ...answerOf({ a: "1.0" }), buckets: ["2026-10-01", "2026-10-02"] };
    const reference = { name: "Last month", answer: { ...answerOf({}), values: ["7.0"] } };
    expect(picture({ answer, reference }).reference).toMatchObject({ name: "Last month", values: [7, null] });
  });
});

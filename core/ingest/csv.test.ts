import { describe, expect, it } from "vitest";
import { parseCsv } from "./csv.ts";
import { sampleFacts } from "./sample-facts.ts";

const texts = (text: string, complete = true) =>
  parseCsv(text, complete).map((record) => record.map((cell) => cell.text));

describe("parseCsv", () => {
  it("reads quotes, line ends inside them, a byte order mark and CRLF", () => {
    expect(texts('\uFEFFa,"b\nc"\r\n1,"x ""y"""\n\n2,')).toEqual([
      ["a", "b\nc"],
      ["1", 'x "y"'],
      ["2", ""],
    ]);
  });

  it("leaves out a record that may go on", () => {
    expect(texts("a,b\n1,2", false)).toEqual([["a", "b"]]);
    expect(texts("a,b\n1,2", true)).toHaveLength(2);
  });

  it("tells a quoted cell", () => {
    expect(parseCsv('NULL,"NULL"', true)[0]?.map(({ quoted }) => quoted)).toEqual([false, true]);
  });
});

describe("sampleFacts", () => {
  it("sees NULL, exponents and unusual times", () => {
    const facts = sampleFacts(
      ["1e-7,2024-01-01 00:00:00,Eve", "NULL,2024-01-01T00:00:00Z,NULL"],
      ["decimal", "timestamp", "text"],
    );
    expect(facts).toEqual({
      nullText: true,
      unusual: new Map([
        [0, "1e-7"],
        [1, "2024-01-01 00:00:00"],
      ]),
    });
    expect(sampleFacts(["1,x,NULL"], ["decimal", "text", "text"]).nullText).toBe(false);
  });
});

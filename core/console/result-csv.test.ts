import { expect, test } from "vitest";
import { resultCsv } from "./result-csv.ts";

test("text is made safe for a spreadsheet, numbers stay exact, empty is empty", () => {
  expect(
    resultCsv({
      columns: [
        { name: "=name", type: "VARCHAR", kind: "text" },
        { name: "cost", type: "DECIMAL(38,18)", kind: "decimal" },
        { name: "tags", type: "MAP", kind: "nested" },
      ],
      rows: [
        ["=1+1", "-12.000000000000000001", '{"a":"b"}'],
        ['say "hi", now', null, null],
      ],
    }),
  ).toBe(`'=name,cost,tags\r\n'=1+1,-12.000000000000000001,"{""a"":""b""}"\r\n"say ""hi"", now",,\r\n`);
});

import { expect, test } from "vitest";
import { readCredentialsCsv } from "./credentials-csv.ts";

const [ID, SECRET] = ["AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"];

test.each([
  ["today's form", ["\uFEFFAccess key ID", "Secret access key"], [ID, SECRET], null],
  [
    "the form of a new user",
    ["User name", "Password", "Access key ID", "Secret access key", "Console login link"],
    ["ana", "", ID, SECRET, "https://1.signin.aws.amazon.com/console"],
    "ana",
  ],
  ["the older form", ["User Name", "Access Key Id", "Secret Access Key"], ["ana", ID, SECRET], "ana"],
])("%s is read", (_, header, row, user) => {
  expect(readCredentialsCsv([header, row])).toEqual({
    kind: "keys",
    keys: [{ user, accessKeyId: ID, secretAccessKey: SECRET }],
  });
});

test("several users are all there", () => {
  const read = readCredentialsCsv([
    ["User Name", "Access Key Id", "Secret Access Key"],
    ["ana", ID, SECRET],
    ["ben", ID, SECRET],
  ]);
  expect(read.kind === "keys" ? read.keys.map(({ user }) => user) : []).toEqual(["ana", "ben"]);
});

test.each([
  [[["a", "b"]], /no columns/],
  [[["Access key ID", "Secret access key"]], /no access keys/],
  [
    [
      ["Access key ID", "Secret access key"],
      [ID, ""],
    ],
    /secret access key is missing/,
  ],
])("what is missing is said", (rows, problem) => {
  expect(readCredentialsCsv(rows)).toMatchObject({
    kind: "problem",
    problem: expect.stringMatching(problem),
  });
});

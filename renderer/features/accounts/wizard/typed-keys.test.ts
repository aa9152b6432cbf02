import { expect, test } from "vitest";
import { readPastedKeys } from "./typed-keys.ts";

const ID = "AKIAIOSFODNN7EXAMPLE";
const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const BOTH = { accessKeyId: ID, secretAccessKey: SECRET, sessionToken: null };

test.each([
  ["the file of today", `\uFEFFAccess key ID,Secret access key\r\n${ID},${SECRET}\r\n`],
  [
    "the file of a new console user",
    `User name,Password,Access key ID,Secret access key,Console login link\nana,,${ID},${SECRET},https://x`,
  ],
  ["the old file", `User Name,Access Key Id,Secret Access Key\n"ana",${ID},${SECRET}`],
  ["a profile", `[ana]\naws_access_key_id = ${ID}\naws_secret_access_key=${SECRET}\n`],
  ["variables", `export AWS_ACCESS_KEY_ID="${ID}"\nexport AWS_SECRET_ACCESS_KEY="${SECRET}"`],
  ["two lines", `${ID}\n${SECRET}\n`],
  ["two words", `  ${ID}\t${SECRET}`],
])("reads %s", (_, text) => {
  expect(readPastedKeys(text)).toEqual(BOTH);
});

test("variables of a session bring their token", () => {
  const text = `AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE\nAWS_SECRET_ACCESS_KEY=${SECRET}\nAWS_SESSION_TOKEN=FwoG==`;
  expect(readPastedKeys(text)?.sessionToken).toBe("FwoG==");
});

test("an id alone, a secret alone and prose are left to the field they were pasted into", () => {
  expect([ID, SECRET, "my access key", "a,b\nc,d", ""].map(readPastedKeys)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readNamesFile } from "./names-file.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "names-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function read(text: string) {
  const file = join(folder, "names.csv");
  await writeFile(file, text);
  return readNamesFile(file);
}

function named(accountId: string, name: string, path: readonly string[] = []) {
  return { accountId, name, path, payerAccountId: null, state: null };
}

test("lines of id and name are read, with or without a header, and ids get back their lost zeros", async () => {
  const text =
    '\uFEFFid,name\r\n111122223333,Acme production\r\n1122223333,"Sandbox, shared"\r\n1111-2222-4444,Dev\r\n';
  expect(await read(text)).toEqual([
    named("111122223333", "Acme production"),
    named("001122223333", "Sandbox, shared"),
    named("111122224444", "Dev"),
  ]);
});

test("a third column tells the organizational units from the root down", async () => {
  const text =
    "id,name,ou\n111122223333,Shop,Workloads/Production\n111122224444,Old,/Root/Suspended/\n111122225555,R,R\\/D\n111122226666,None,\n";
  expect(await read(text)).toEqual([
    named("111122223333", "Shop", ["Workloads", "Production"]),
    named("111122224444", "Old", ["Suspended"]),
    named("111122225555", "R", ["R/D"]),
    named("111122226666", "None"),
  ]);
});

test.each([
  ["", /no line has an account id and a name/],
  ["name,id\nAcme,111122223333\n", /no line has an account id and a name/],
  ['"111122223333,Acme', /it is no CSV/],
])("%j says what is wrong with it", async (text, problem) => {
  await expect(read(text)).rejects.toMatchObject({
    failure: { code: "account.file_invalid", params: { problem: expect.stringMatching(problem) } },
  });
});

test("a file that is not there is named", async () => {
  await expect(readNamesFile(join(folder, "gone.csv"))).rejects.toMatchObject({
    failure: { code: "file.not_found" },
  });
});

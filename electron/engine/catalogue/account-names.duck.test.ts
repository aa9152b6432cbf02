import { afterEach, beforeEach, expect, test } from "vitest";
import { raw } from "#core/sql/sql.ts";
import { openTestWorkspace, type TestWorkspace } from "../ingest/ingest.fixture.ts";
import { run } from "../duckdb/run.ts";
import { listKnownAccounts, nameAccounts } from "./account-names.ts";
import { createCatalogue } from "./catalogue.ts";

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await openTestWorkspace();
});
afterEach(() => workspace.close());

const [A, B] = ["111122223333", "444455556666"];

async function shown(): Promise<Record<string, unknown>> {
  const rows = await workspace.rows(raw("SELECT value, label FROM label WHERE dimension = 'linkedAccount'"));
  return Object.fromEntries(rows.map((row) => [row["value"], row["label"]]));
}

function reportNames(id: string, name: string): Promise<unknown> {
  return workspace.database.write((connection) =>
    run(connection, raw(`INSERT INTO label VALUES ('linkedAccount', '${id}', '${name}')`)),
  );
}

test("the user's own name stands where nobody else has one, and can be changed", async () => {
  await nameAccounts(workspace.database, "user", [{ id: A, name: "Mine" }]);
  expect(await shown()).toEqual({ [A]: "Mine" });
  await nameAccounts(workspace.database, "user", [{ id: A, name: "Mine, again" }]);
  expect(await shown()).toEqual({ [A]: "Mine, again" });
});

test("a report's name stands above the user's, that of AWS Organizations above both", async () => {
  await reportNames(A, "From the report");
  await nameAccounts(workspace.database, "user", [
    { id: A, name: "Mine" },
    { id: B, name: "Also mine" },
  ]);
  expect(await shown()).toEqual({ [A]: "From the report", [B]: "Also mine" });
  await nameAccounts(workspace.database, "organizations", [{ id: A, name: "Production" }]);
  await nameAccounts(workspace.database, "user", [{ id: A, name: "Mine" }]);
  expect(await shown()).toEqual({ [A]: "Production", [B]: "Also mine" });
});

test("a name is kept when a later list no longer has the account", async () => {
  await nameAccounts(workspace.database, "organizations", [
    { id: A, name: "Production" },
    { id: B, name: "Closed" },
  ]);
  await nameAccounts(workspace.database, "organizations", [{ id: A, name: "Prod" }]);
  expect(await shown()).toEqual({ [A]: "Prod", [B]: "Closed" });
});

test("who is in an organization is what its last reading said, each organization for itself", async () => {
  const of = (payerAccountId: string) => (id: string) => ({
    id,
    name: id,
    path: ["Workloads"],
    payerAccountId,
    state: "ACTIVE" as const,
  });
  const [first, second] = [of("999900001111"), of("999900002222")];
  await nameAccounts(workspace.database, "organizations", [first(A), first(B)]);
  await nameAccounts(workspace.database, "organizations", [second("777788889999")]);
  await nameAccounts(workspace.database, "organizations", [{ ...first(A), state: "SUSPENDED" }]);
  const known = await workspace.database.read((connection) => listKnownAccounts(connection));
  expect(known.map(({ accountId, isMember, state }) => [accountId, isMember, state])).toEqual([
    [A, true, "SUSPENDED"],
    [B, false, "ACTIVE"],
    ["777788889999", true, "ACTIVE"],
  ]);
  expect(known[0]).toMatchObject({ path: ["Workloads"], payerAccountId: "999900001111" });
});

test("a workspace of a version that knew no organizations goes on", async () => {
  await workspace.database.write(async (connection) => {
    for (const column of ["payer_account_id", "state", "has_left"])
      await run(connection, raw(`ALTER TABLE account_name DROP COLUMN ${column}`));
    await run(
      connection,
      raw(`INSERT INTO account_name VALUES ('${A}', 'Old', '["Core"]', 'organizations')`),
    );
    await createCatalogue(connection);
  });
  const known = await workspace.database.read((connection) => listKnownAccounts(connection));
  expect(known).toEqual([
    {
      accountId: A,
      name: "Old",
      path: ["Core"],
      payerAccountId: null,
      state: null,
      isMember: true,
      toldBy: "organizations",
    },
  ]);
});

import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { createRouterClient } from "@orpc/server";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { DraftFields } from "#core/account/draft.ts";
import { EMPTY_FIELDS } from "#core/account/draft.ts";
import { NEW_ACCOUNT_STATE } from "#core/account/cost-account.ts";
import { accountOfDraft } from "#core/account/draft-account.ts";
import { openAccountStore } from "../accounts/account-store.ts";
import { startEngine, resultOf, type TestEngine } from "../engine/engine.fixture.ts";
import { csv, lineItems } from "../engine/ingest/report-files.fixture.ts";
import { partsOf } from "../engine/workspace-file/workspace-file.fixture.ts";
import type { EngineClient } from "../transport/client.ts";
import { handOverHandlers } from "./hand-over.ts";
import { createOpenWorkspace, type OpenWorkspace } from "./open-workspace.ts";
import { openWorkspaceRegistry, type WorkspaceRegistry } from "./workspace-registry.ts";

const NOW = (): Date => new Date("2026-11-22T12:00:00Z");
/** Texts that only this computer and its keychain may know. */
const EXTERNAL_ID = "external-id-canary-4711";
const PROFILE = "profile-canary-0815";

let engine: TestEngine;
let client: EngineClient;
let registry: WorkspaceRegistry;
let workspace: OpenWorkspace;
let file: string;

beforeEach(async () => {
  engine = await startEngine();
  client = engine.connect();
  const data = join(engine.folder, "data");
  await mkdir(data);
  registry = await openWorkspaceRegistry(data, NOW);
  workspace = createOpenWorkspace(registry, () => client);
  file = join(engine.folder, "acme.cloudspend");
});
afterEach(() => engine.close());

function host() {
  return createRouterClient(
    handOverHandlers({
      registry,
      workspace,
      engine: () => client,
      about: () => ({ version: "1.2.3", dataDirectory: join(engine.folder, "data") }),
      now: NOW,
      dialogs: {
        openFiles: async () => [],
        openFolder: async () => [],
        saveFile: async () => file.replace(/\.cloudspend$/, ""),
        openWorkspaceFile: async () => file,
        openKeyFile: async () => null,
        openPicture: async () => null,
        reveal: () => undefined,
      },
    }),
  );
}

async function filledWorkspace(): Promise<string> {
  const { id, directory } = await registry.create("Acme", false);
  await workspace.open(id);
  const bill = join(engine.folder, "bill.csv");
  await writeFile(bill, csv(lineItems(20)));
  await resultOf(client, await client.imports.start({ paths: [bill], leaveOut: [] }));
  const store = await openAccountStore(directory, () => undefined);
  const fields: DraftFields = {
    ...EMPTY_FIELDS,
    displayName: "Payer",
    profile: PROFILE,
    roleArn: "arn:aws:iam::012345678901:role/CloudSpend",
    reportName: "acme",
  };
  const draft = {
    id: "d",
    editing: null,
    fields,
    externalId: EXTERNAL_ID,
    keys: null,
    link: null,
    updatedAt: "",
  };
  await store.change((book) => ({
    ...book,
    accounts: [
      {
        account: accountOfDraft(draft, NOW().toISOString()),
        state: NEW_ACCOUNT_STATE,
        keys: { accessKeyId: "AKIACANARY", kept: "keychain" },
        manifests: {},
      },
    ],
  }));
  const query = { id: "q", text: `-- see ${join(homedir(), "notes.txt")}\nSELECT 1` };
  await writeFile(join(directory, "sqlQueries.json"), JSON.stringify({ version: 1, sqlQueries: [query] }));
  return directory;
}

test("a workspace goes to another place with its accounts, and without what only this computer may know", async () => {
  await filledWorkspace();
  const { jobId, path } = (await host().export({ name: "Acme", sourceNames: true, redaction: null })) ?? {
    jobId: "",
    path: "",
  };
  expect(path).toBe(file);
  await resultOf(client, jobId);
  for (const [name, bytes] of await partsOf(file))
    for (const canary of [EXTERNAL_ID, PROFILE, "AKIACANARY", homedir(), engine.folder])
      expect(`${name} ${bytes.toString("latin1")}`).not.toContain(canary);

  expect(await host().choose()).toMatchObject({
    name: "Acme",
    app: "1.2.3",
    accounts: 1,
    collections: { sqlQueries: 1 },
  });
  await expect(host().import({ path: file, name: "ACME" })).rejects.toMatchObject({
    failure: { code: "workspace.name_taken" },
  });
  const before = await client.periods.list();
  const made = await host().import({ path: file, name: "Acme (2)" });
  expect(
    registry
      .list()
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(["Acme", "Acme (2)"]);
  await workspace.open(made.id);
  const after = await client.periods.list();
  expect(after).toEqual(before);
  expect(after).toMatchObject([{ rows: 20 }]);
  const { accounts, drafts } = (await openAccountStore(made.directory, () => undefined)).book();
  expect(accounts).toEqual([]);
  expect(drafts).toMatchObject([
    { fields: { displayName: "Payer", profile: "" }, keys: null, editing: null },
  ]);
  expect(drafts[0]?.externalId).not.toBe(EXTERNAL_ID);
});

test("a file that is none leaves no folder and no workspace", async () => {
  await writeFile(file, "hello");
  await expect(host().import({ path: file, name: "X" })).rejects.toMatchObject({
    failure: { code: "workspace_file.foreign" },
  });
  expect(registry.list()).toEqual([]);
  expect(await readdir(join(engine.folder, "data", "workspaces"))).toEqual([]);
});

test("what a killed import left behind is gone at the next start", async () => {
  const left = join(engine.folder, "data", "workspaces", ".received-1");
  await mkdir(left);
  await writeFile(join(left, "workspace.duckdb"), "half");
  await openWorkspaceRegistry(join(engine.folder, "data"), NOW);
  expect(existsSync(left)).toBe(false);
});

test("the file of one client holds nothing of another, and a deleted client is nowhere in the data folder", async () => {
  const data = join(engine.folder, "data");
  for (const canary of ["client-a-canary", "client-b-canary"]) {
    const { id, directory } = await registry.create(canary, false);
    await workspace.open(id);
    const bill = join(engine.folder, `${canary}.csv`);
    await writeFile(bill, csv(lineItems(20, { "lineItem/ResourceId": `i-${canary}` })));
    await resultOf(client, await client.imports.start({ paths: [bill], leaveOut: [] }));
    const views = { version: 1, views: [{ id: "v", name: canary, link: "/", savedAt: "" }] };
    await writeFile(join(directory, "views.json"), JSON.stringify(views));
  }
  const done = await host().export({ name: "B", sourceNames: true, redaction: null });
  await resultOf(client, done?.jobId ?? "");
  for (const [name, bytes] of await partsOf(file))
    expect({ name, isClean: !bytes.includes("client-a-canary") }).toEqual({ name, isClean: true });

  const gone = registry.list().find(({ name }) => name === "client-b-canary");
  const removal = await workspace.delete(gone?.id ?? "");
  expect(removal).toMatchObject({ directory: gone?.directory, secrets: 0 });
  expect(removal.files).toBeGreaterThan(3);
  expect(removal.sizeBytes).toBeGreaterThan(1_000);
  for (const entry of await readdir(data, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const isLeft = (await readFile(path)).includes("client-b-canary");
    expect({ path, isLeft }).toEqual({ path, isLeft: false });
  }
});

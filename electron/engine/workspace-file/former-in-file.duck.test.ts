import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ACCOUNTS } from "#core/sample/organisation.ts";
import { restatedWorld } from "#core/sample/variants.ts";
import { closedOptions, type WorldOptions } from "#core/sample/world.ts";
import type { RestatementReport, RowDifferenceAnswer } from "#core/restatement/restatement.ts";
import { raw } from "#core/sql/sql.ts";
import { REDACTIONS } from "#core/workspace/redaction/redaction.ts";
import { formerRowsLimit, setFormerRowsLimit } from "../catalogue/former.ts";
import { run } from "../duckdb/run.ts";
import { openTestWorkspace, type TestWorkspace } from "../ingest/ingest.fixture.ts";
import { compareRows, compareSums, listRestatements } from "../restatement/restatements.ts";
import { writeSample } from "../sample/write-sample.ts";
import { openWorkspace } from "../workspace/open-workspace.ts";
import { archiveOf, exported, imported, NOW, partsOf } from "./workspace-file.fixture.ts";

const WORLD: WorldOptions = { ...closedOptions("2026-10", 2), rows: 1_200 };
const LIMIT = 5_000_000_000;

let workspace: TestWorkspace;
let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cloudspend-former-file-"));
  workspace = await openTestWorkspace();
  const [first, second] = [join(folder, "first"), join(folder, "second")];
  await writeSample({ directory: first, world: WORLD, format: "legacy" });
  await writeSample({
    directory: second,
    world: restatedWorld(WORLD, ["2026-09"]),
    format: "legacy",
    months: ["2026-09"],
  });
  await workspace.import([first], { now: () => new Date("2026-11-20T00:00:00Z") });
  await workspace.import([second], { now: () => new Date("2026-12-20T00:00:00Z") });
  await workspace.database.write((connection) => setFormerRowsLimit(connection, workspace.directory, LIMIT));
  file = await exported(workspace);
}, 120_000);
afterAll(async () => {
  await workspace.close();
  await rm(folder, { recursive: true, force: true });
});

type Told = {
  readonly list: RestatementReport;
  readonly byAccount: readonly (readonly [string | null, string])[];
  readonly byService: readonly (readonly [string | null, string])[];
  readonly rows: RowDifferenceAnswer;
};

async function toldBy({ database, directory }: Pick<TestWorkspace, "database" | "directory">): Promise<Told> {
  return database.read(async (connection) => {
    const list = await listRestatements(connection, directory);
    const question = {
      restatementId: list.restatements[0]?.id ?? "",
      metric: "unblended",
      filters: [],
      currency: null,
    } as const;
    const by = async (groupBy: "linkedAccount" | "service") => {
      const { groups } = await compareSums(connection, directory, { ...question, groupBy });
      return groups.map(({ value, difference }) => [value, difference] as const);
    };
    return {
      list,
      byAccount: await by("linkedAccount"),
      byService: await by("service"),
      rows: await compareRows(connection, directory, { ...question, offset: 0, limit: 20 }),
    };
  });
}

async function toldIn(path: string): Promise<Told> {
  return imported(path, async ({ directory }) => {
    const opened = await openWorkspace(directory, NOW(), { threads: 1 });
    try {
      return await toldBy(opened);
    } finally {
      await opened.database.close();
    }
  });
}

test("what AWS changed is told in the new workspace as in the old one, down to the rows", async () => {
  const here = await toldBy(workspace);
  expect(here.list.restatements).toHaveLength(1);
  expect(here.rows).toMatchObject({ kind: "rows" });
  expect(await toldIn(file)).toEqual(here);
});

test("the limit of what is kept goes along", async () => {
  const limit = await imported(file, async ({ directory }) => {
    const { database } = await openWorkspace(directory, NOW(), { threads: 1 });
    try {
      return await database.read(formerRowsLimit);
    } finally {
      await database.close();
    }
  });
  expect(limit).toBe(LIMIT);
});

test("a file with former deliveries is of the second layout, one without of the first", async () => {
  const versionOf = async (path: string): Promise<unknown> =>
    (
      JSON.parse((await partsOf(path)).get("manifest.json")?.toString() ?? "{}") as {
        readonly version: number;
      }
    ).version;
  expect(await versionOf(file)).toBe(2);
  const other = await openTestWorkspace();
  try {
    await other.import([join(folder, "second")]);
    expect(await versionOf(await exported(other))).toBe(1);
  } finally {
    await other.close();
  }
});

describe("a redacted copy", () => {
  let copy: string;
  beforeAll(async () => {
    const redaction = { hidden: [...REDACTIONS], goOn: false, keyPath: join(folder, "a.cloudspend-key") };
    copy = await exported(workspace, { documents: [], redaction });
  }, 60_000);

  test("tells the same changes of accounts nobody knows", async () => {
    const [here, there] = [await toldBy(workspace), await toldIn(copy)];
    expect(there.byService).toEqual(here.byService);
    const amounts = (told: Told) => told.byAccount.map(([, difference]) => difference).toSorted();
    expect(amounts(there)).toEqual(amounts(here));
    expect(there.byAccount.map(([account]) => account)).not.toEqual(
      here.byAccount.map(([account]) => account),
    );
    expect(totalOf(there.rows)).toEqual(totalOf(here.rows));
    expect(there.list.restatements[0]?.totals).toEqual(here.list.restatements[0]?.totals);
  });

  test("names no account, resource or invoice of a former delivery in any byte", async () => {
    const rows = await workspace.rows(
      raw(`SELECT DISTINCT line_item_resource_id AS resource, bill_invoice_id AS invoice
        FROM read_parquet('${workspace.directory}/former/*/[0-9]*.parquet')`),
    );
    const canaries = [
      ...rows.flatMap(({ resource, invoice }) => [resource, invoice]),
      ...Object.values(ACCOUNTS).flatMap(({ id, name }) => [id, name]),
    ].filter((text): text is string => typeof text === "string" && text.length > 5);
    expect(canaries.length).toBeGreaterThan(100);
    const parts = await partsOf(copy);
    expect([...parts.keys()].filter((name) => name.startsWith("former")).length).toBeGreaterThan(2);
    for (const [name, bytes] of parts) {
      const text = `${bytes.toString("latin1")}${name.endsWith(".parquet") ? await cellsOf(name, bytes) : ""}`;
      expect({ name, left: canaries.filter((canary) => text.includes(canary)) }).toEqual({ name, left: [] });
    }
    expect(canaries.filter((canary) => [...parts.keys()].some((name) => name.includes(canary)))).toEqual([]);
    const archive = (await readFile(copy)).toString("latin1");
    expect(canaries.filter((canary) => archive.includes(canary))).toEqual([]);
  });
});

describe("a file whose former deliveries are not what it says is refused", () => {
  const changes: readonly (readonly [string, (former: string) => string, string])[] = [
    ["other totals", (text) => text.replace(/"USD":"\d/, '"USD":"9'), "workspace_file"],
    ["another id", (text) => text.replace(/"id":"2026-09-/, '"id":"2026-08-'), "workspace_file.damaged"],
    [
      "sums it does not have",
      (text) => text.replace('"hasSums":true', '"hasSums":false'),
      "workspace_file.damaged",
    ],
  ];
  test.each(changes)("%s", async (_, change, code) => {
    const { createHash } = await import("node:crypto");
    const parts = await partsOf(file);
    const former = Buffer.from(change(parts.get("former.json")?.toString() ?? ""));
    expect(former.equals(parts.get("former.json") ?? Buffer.alloc(0))).toBe(false);
    const manifest = JSON.parse(parts.get("manifest.json")?.toString() ?? "") as {
      readonly entries: readonly { readonly name: string }[];
    };
    const told = {
      ...manifest,
      entries: manifest.entries.map((entry) =>
        entry.name === "former.json"
          ? { ...entry, sizeBytes: former.length, sha256: createHash("sha256").update(former).digest("hex") }
          : entry,
      ),
    };
    const made = [...parts].map(([name, bytes]) => ({
      name,
      bytes:
        name === "former.json"
          ? former
          : name === "manifest.json"
            ? Buffer.from(JSON.stringify(told))
            : bytes,
    }));
    const path = join(folder, "changed.cloudspend");
    await writeFile(path, await archiveOf(made));
    const failed: unknown = await imported(path, async () => null).then(
      () => null,
      (error: unknown) => error,
    );
    expect(failed).toMatchObject({ failure: { code: expect.stringContaining(code) as unknown } });
  });
});

function totalOf(answer: RowDifferenceAnswer): unknown {
  return answer.kind === "notKept" ? "none" : answer.total;
}

async function cellsOf(name: string, bytes: Buffer): Promise<string> {
  const path = join(folder, name.replaceAll("/", "-"));
  await writeFile(path, bytes);
  const rows = await workspace.database.read((connection) =>
    run(connection, raw(`SELECT to_json(t)::VARCHAR AS row FROM read_parquet('${path}') t`)),
  );
  return JSON.stringify(rows);
}

import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { raw } from "#core/sql/sql.ts";
import { REDACTIONS, type Redaction } from "#core/workspace/redaction/redaction.ts";
import { closedOptions } from "#core/sample/world.ts";
import { ACCOUNTS } from "#core/sample/organisation.ts";
import { nameAccounts } from "../catalogue/account-names.ts";
import { run } from "../duckdb/run.ts";
import { openTestWorkspace, type TestWorkspace } from "../ingest/ingest.fixture.ts";
import { writeSample } from "../sample/write-sample.ts";
import { openWorkspace } from "../workspace/open-workspace.ts";
import type { Translation } from "#core/workspace/redaction/pseudonym.ts";
import { readKey, translationsOf } from "./key-file.ts";
import { exported, imported, NOW, partsOf } from "./workspace-file.fixture.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cloudspend-redaction-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const FORMATS = ["legacy", "cur2", "focus"] as const;

describe.each(FORMATS)("%s", (format) => {
  let workspace: TestWorkspace;
  let file: string;
  let keyPath: string;

  beforeAll(async () => {
    workspace = await openTestWorkspace();
    const bills = join(workspace.sources, "bills");
    await writeSample({
      directory: bills,
      world: { ...closedOptions("2024-02", 1), rows: 4_000, splitCosts: true },
      format,
    });
    await workspace.import([bills]);
    await nameAccounts(workspace.database, "organizations", Object.values(ACCOUNTS));
    keyPath = join(folder, `${format}.cloudspend-key`);
    file = await redactedCopy(workspace, keyPath);
  }, 120_000);
  afterAll(() => workspace.close());

  test("the same totals by month, service, region and type", async () => {
    const before = await workspace.rows(SUMS);
    expect(before.length).toBeGreaterThan(20);
    await imported(file, async ({ directory }) => expect(await rowsIn(directory, SUMS)).toEqual(before));
  });

  test("as many accounts, resources and invoices, each with its own costs", async () => {
    const before = await workspace.rows(SHAPES);
    await imported(file, async ({ directory }) => expect(await rowsIn(directory, SHAPES)).toEqual(before));
  });

  test("no account id, name, resource id, invoice or tag value is left in any byte", async () => {
    const canaries = await originalsIn(workspace);
    expect(canaries.length).toBeGreaterThan(100);
    for (const [name, text] of await textsOf(file)) {
      const left = canaries.filter((canary) => text.includes(canary));
      expect({ name, left }).toEqual({ name, left: [] });
    }
  });

  test("the key file tells every original", async () => {
    const originals = new Map<string, Translation>();
    for await (const each of translationsOf(keyPath)) originals.set(each.original, each);
    for (const { id, name } of Object.values(ACCOUNTS)) {
      expect(originals.get(id)).toMatchObject({ kind: "account" });
      expect(originals.get(name)).toMatchObject({ kind: "name" });
    }
    const pseudonyms = [...originals.values()].map(({ kind, pseudonym }) => `${kind} ${pseudonym}`);
    expect(new Set(pseudonyms).size).toBe(pseudonyms.length);
  });
});

describe("one workspace, several copies", () => {
  let workspace: TestWorkspace;
  beforeAll(async () => {
    workspace = await openTestWorkspace();
    const bills = join(workspace.sources, "bills");
    await writeSample({
      directory: bills,
      world: { ...closedOptions("2024-02", 1), rows: 800 },
      format: "cur2",
    });
    await workspace.import([bills]);
  });
  afterAll(() => workspace.close());

  test("a copy made with an earlier key has its pseudonyms, one with a new key has others", async () => {
    const first = join(folder, "first.cloudspend-key");
    const accounts = async (path: string): Promise<unknown> =>
      imported(path, async ({ directory }) =>
        rowsIn(directory, raw("SELECT DISTINCT linked_account FROM daily ORDER BY ALL")),
      );
    const one = await redactedCopy(workspace, first);
    const again = await redactedCopy(workspace, first, { goOn: true });
    const other = await redactedCopy(workspace, join(folder, "other.cloudspend-key"));
    expect(await accounts(again)).toEqual(await accounts(one));
    expect(await accounts(other)).not.toEqual(await accounts(one));
    expect((await readKey(first)).secret).toHaveLength(32);
  });

  test.each<readonly [Redaction, readonly string[], readonly string[]]>([
    ["accounts", ["line_item_usage_account_id"], ["line_item_usage_account_name"]],
    ["names", ["line_item_usage_account_name"], ["line_item_usage_account_id"]],
    ["invoices", ["bill_invoice_id"], ["line_item_usage_account_id"]],
  ])("only %s are hidden where nothing else was chosen", async (hidden, changed, kept) => {
    const file = await redactedCopy(workspace, join(folder, `${hidden}.cloudspend-key`), {
      hidden: [hidden],
    });
    const values = (column: string) =>
      raw(`SELECT DISTINCT ${column} AS v FROM read_parquet($files$) ORDER BY ALL`);
    const read = async (directory: string, column: string): Promise<readonly unknown[]> => {
      const files = `${directory}/line-items/*/[0-9]*.parquet`;
      return rowsIn(directory, raw(values(column).text.replace("$files$", `'${files}'`)));
    };
    await imported(file, async ({ directory }) => {
      for (const column of kept)
        expect(await read(directory, column)).toEqual(
          await workspace.rows(
            raw(
              `SELECT DISTINCT ${column} AS v FROM read_parquet('${workspace.directory}/line-items/*/[0-9]*.parquet') ORDER BY ALL`,
            ),
          ),
        );
      for (const column of changed)
        expect(await read(directory, column)).not.toEqual(
          await workspace.rows(
            raw(
              `SELECT DISTINCT ${column} AS v FROM read_parquet('${workspace.directory}/line-items/*/[0-9]*.parquet') ORDER BY ALL`,
            ),
          ),
        );
    });
  });

  test("things kept with the workspace are rewritten alike, and still take the same costs", async () => {
    const budgets = {
      version: 1,
      budgets: [
        {
          id: "6f1c4d1e-7c1e-4f0e-9f57-0a1b2c3d4e5f",
          name: "Larkfield secret plan",
          scope: { kind: "accounts", accounts: [ACCOUNTS.production.id] },
          metric: "unblended",
          currency: "USD",
          rhythm: { kind: "monthly" },
          amount: { kind: "same", amount: "1000.0" },
          thresholds: [{ on: "actual", percent: 80 }],
        },
      ],
    };
    const views = {
      version: 1,
      views: [
        {
          id: "v",
          name: "By team of ACME",
          link: `/explorer?metric=amortized&by=linkedAccount&f=!linkedAccount:${ACCOUNTS.data.id},~&f=service:AmazonEC2&f=tag%3Ateam:gone-canary`,
          savedAt: "2024-03-01T00:00:00Z",
        },
      ],
    };
    const documents = [
      { name: "budgets", text: JSON.stringify(budgets) },
      { name: "views", text: JSON.stringify(views) },
      { name: "sqlQueries", text: JSON.stringify({ version: 1, sqlQueries: [{ text: "canary" }] }) },
    ];
    const keyPath = join(folder, "kept.cloudspend-key");
    const file = await redactedCopy(workspace, keyPath, {}, documents);
    const originals = new Map<string, string>();
    for await (const { original, pseudonym } of translationsOf(keyPath)) originals.set(original, pseudonym);
    const parts = await partsOf(file);
    const shown = `${parts.get("collections/budgets.json")?.toString() ?? ""}${parts.get("collections/views.json")?.toString() ?? ""}`;
    expect(shown).not.toMatch(/Larkfield|ACME|canary/);
    expect(shown).not.toContain(ACCOUNTS.production.id);
    expect(shown).toContain(`"${originals.get(ACCOUNTS.production.id) ?? "none"}"`);
    expect(shown).toContain(`linkedAccount%3A${originals.get(ACCOUNTS.data.id) ?? "none"}`);
    expect(shown).toContain("AmazonEC2");
    expect(shown).toContain('"metric": "unblended"');
    expect(parts.has("collections/sqlQueries.json")).toBe(false);
  });

  test("nothing of a copy is left in the workspace, nor a new key of one that failed", async () => {
    expect(await readdir(workspace.directory)).not.toContain("hand-over");
    const keyPath = join(folder, "failed.cloudspend-key");
    const stop = new AbortController();
    const { exportWorkspaceFile } = await import("./export-file.ts");
    const { CONTENTS } = await import("./workspace-file.fixture.ts");
    await expect(
      exportWorkspaceFile({
        ...workspace,
        path: join(folder, "failed.cloudspend"),
        contents: { ...CONTENTS, redaction: { hidden: [...REDACTIONS], keyPath, goOn: false } },
        signal: stop.signal,
        onProgress: ({ phase }) => phase === "exporting" && stop.abort(),
        now: NOW,
      }),
    ).rejects.toMatchObject({ failure: { code: "cancelled" } });
    expect((await readdir(folder)).filter((name) => name.startsWith("failed"))).toEqual([]);
    expect(await readdir(workspace.directory)).not.toContain("hand-over");
  });
});

const METRICS = ["unblended", "amortized", "net_amortized", "usage_amount"]
  .map((id) => `sum(${id})`)
  .join(", ");
const SUMS =
  raw(`SELECT billing_period, currency, service, region, usage_type, line_item_type, purchase_option, ${METRICS},
  sum(line_items)::BIGINT AS rows FROM daily GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY ALL`);
/** Costs of each account and invoice without saying which. */
const SHAPES =
  raw(`SELECT 'account' AS kind, sum(unblended) AS cost, count(*) AS rows FROM daily GROUP BY linked_account
  UNION ALL SELECT 'invoice', sum(unblended), count(*) FROM daily GROUP BY invoice_id ORDER BY ALL`);

async function redactedCopy(
  workspace: TestWorkspace,
  keyPath: string,
  wish: { readonly hidden?: readonly Redaction[]; readonly goOn?: boolean } = {},
  documents: readonly { readonly name: string; readonly text: string }[] = [],
): Promise<string> {
  return exported(workspace, {
    documents,
    name: "Copy",
    redaction: { hidden: [...REDACTIONS], goOn: false, ...wish, keyPath },
  });
}

async function rowsIn(directory: string, statement: ReturnType<typeof raw>): Promise<readonly unknown[]> {
  const { database } = await openWorkspace(directory, NOW(), { threads: 1 });
  try {
    return await database.read((connection) => run(connection, statement));
  } finally {
    await database.close();
  }
}

/** Every id, name, invoice and tag value of the workspace's line items, read without the product's columns. */
async function originalsIn(workspace: TestWorkspace): Promise<readonly string[]> {
  const rows = await workspace.lineItems();
  const found = new Set<string>(Object.values(ACCOUNTS).flatMap(({ id, name }) => [id, name]));
  const tagged = /^(?:resource_tags_|cost_category_)/;
  const whole = /(?:resource_id|account_id|account_name|invoice_id|a_r_n|commitment_discount_id)$/;
  for (const row of rows)
    for (const [column, cell] of Object.entries(row)) {
      if (cell === null || cell === "") continue;
      if (typeof cell === "string" && (whole.test(column) || tagged.test(column))) found.add(cell);
      if (/^(?:tags|resource_tags|cost_category|x_cost_categories)$/.test(column))
        for (const value of mapValues(cell)) found.add(value);
    }
  return [...found].filter(isTelling);
}

function mapValues(cell: unknown): readonly string[] {
  if (typeof cell === "object" && cell !== null)
    return Object.values(cell).filter((value): value is string => typeof value === "string");
  return [];
}

/** Words like "prod" also stand in AWS's own texts; what tells of the customer is longer, or has digits. */
function isTelling(text: string): boolean {
  return text.length >= 8 || (/\d/.test(text) && text.length >= 5);
}

/** The bytes of every part; line items as all their text, since their pages are compressed. */
async function textsOf(file: string): Promise<readonly (readonly [string, string])[]> {
  const parts = [...(await partsOf(file))]
    .filter(([name]) => name.endsWith(".json"))
    .map(([name, bytes]) => [name, bytes.toString("latin1")] as const);
  const lineItems = await imported(file, async ({ directory }) => {
    const files = await readdir(join(directory, "line-items"), { recursive: true });
    return Promise.all(
      files
        .filter((name) => /[0-9]+\.parquet$/.test(name))
        .map(async (name) => {
          const path = join(directory, "line-items", name);
          const rows = await rowsIn(
            directory,
            raw(`SELECT to_json(t)::VARCHAR AS row FROM read_parquet('${path}') t`),
          );
          return [name, `${(await readFile(path)).toString("latin1")}${JSON.stringify(rows)}`] as const;
        }),
    );
  });
  return [...parts, ...lineItems, ["names of parts", [...(await partsOf(file)).keys()].join("\n")]];
}

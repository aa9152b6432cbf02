import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { savedView } from "#core/contract/schema/workspace.ts";
import { formatScaled, scaledOf } from "#core/money/decimal.ts";
import { join as list, raw, sql } from "#core/sql/sql.ts";
import { listEntries } from "../engine/catalogue/catalogue.ts";
import { readRecord } from "../engine/catalogue/record.ts";
import { run } from "../engine/duckdb/run.ts";
import { openWorkspace } from "../engine/workspace/open-workspace.ts";
import { inspectWorkspaceFile } from "../engine/workspace-file/import-file.ts";
import { createCollection } from "../host/collection.ts";
import { openWorkspaceRegistry } from "../host/workspace-registry.ts";
import type { Step } from "./points.fixture.ts";
import type { Told } from "./user.fixture.ts";
import { FIRST, NEXT, objectText, placesIn, ROWS } from "./world.fixture.ts";

/** What a world holds, as far as a user can tell. */
export type State = {
  /** Line items of each month that is there. */
  readonly months: Readonly<Record<string, number>>;
  readonly views: number;
  readonly workspaces: number;
  readonly hasDoomed: boolean;
};

export const INITIAL: State = {
  months: { [FIRST]: ROWS.old, [NEXT]: ROWS.next },
  views: 0,
  workspaces: 2,
  hasDoomed: true,
};

/** What a step makes of a state once it is acknowledged. */
const EFFECTS: Partial<Record<Step, (state: State) => State>> = {
  importOld: (state) => ({ ...state, months: { ...state.months, [FIRST]: ROWS.old } }),
  importNew: (state) => ({ ...state, months: { ...state.months, [FIRST]: ROWS.new } }),
  importNext: (state) => ({ ...state, months: { ...state.months, [NEXT]: ROWS.next } }),
  removeNext: ({ months, ...state }) => ({
    ...state,
    months: Object.fromEntries(Object.entries(months).filter(([month]) => month !== NEXT)),
  }),
  saveView: (state) => ({ ...state, views: state.views + 1 }),
  createWorkspace: (state) => ({ ...state, workspaces: state.workspaces + 1 }),
  receive: (state) => ({ ...state, workspaces: state.workspaces + 1 }),
  deleteWorkspace: (state) =>
    state.hasDoomed ? { ...state, workspaces: state.workspaces - 1, hasDoomed: false } : state,
};

/** The states a world may be in after what a process has told: what was acknowledged, and perhaps the step under way. */
export function allowed({ acknowledged, pending }: Told, from: State = INITIAL): readonly State[] {
  const after = (state: State, step: Step): State => EFFECTS[step]?.(state) ?? state;
  const sure = acknowledged.reduce(after, from);
  return (pending === null ? [sure] : [sure, after(sure, pending)]).map((state) => ({
    ...state,
    months: inOrder(state.months),
  }));
}

function inOrder(months: State["months"]): State["months"] {
  return Object.fromEntries(Object.entries(months).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Opens a world as the app does at its next start. Fails where a month is not one complete version. */
export async function stateOf(root: string): Promise<State> {
  const places = placesIn(root);
  const registry = await openWorkspaceRegistry(places.data, () => new Date());
  const names = registry.list().map(({ name }) => name);
  const views = createCollection("views", savedView, () => places.workspace);
  const months = await monthsOf(places.workspace);
  await refuseHalfFiles(places);
  return {
    months: inOrder(months),
    views: (await views.list()).length,
    workspaces: names.length,
    hasDoomed: names.includes("Doomed"),
  };
}

/** Line items per month, counted in the line items themselves and held against everything that tells of them. */
export async function monthsOf(directory: string): Promise<State["months"]> {
  const { database } = await openWorkspace(directory, new Date(), { threads: 1 });
  try {
    const entries = await database.read(listEntries);
    const months: Record<string, number> = {};
    for (const { delivery } of entries) {
      const { id, billingPeriod, files, rows, totals } = delivery;
      if (billingPeriod in months) throw new Error(`${billingPeriod} is there twice`);
      const paths = files.map(({ stored }) => join(directory, stored));
      const [stored] = await database.read((connection) =>
        run(
          connection,
          sql`SELECT count(*)::BIGINT AS rows, sum(line_item_unblended_cost) AS cost
            FROM read_parquet([${list(paths)}])`,
        ),
      );
      const [daily] = await database.read((connection) =>
        run(
          connection,
          sql`SELECT sum(line_items)::BIGINT AS rows FROM daily
            WHERE delivery_id = ${id} HAVING sum(unblended) = ${costOf(rows)}::DECIMAL(38,18)`,
        ),
      );
      const found = {
        stored: stored?.["rows"],
        cost: stored?.["cost"],
        daily: daily?.["rows"],
        totals: totals["USD"],
      };
      const wanted = { stored: rows, cost: costOf(rows), daily: rows, totals: costOf(rows) };
      if (JSON.stringify(found) !== JSON.stringify(wanted))
        throw new Error(`${id} is not whole: ${JSON.stringify({ found, wanted })}`);
      months[billingPeriod] = rows;
    }
    const ids = entries.map(({ delivery }) => delivery.id);
    const [foreign] = await database.read((connection) =>
      run(
        connection,
        raw("SELECT count(*)::BIGINT AS rows FROM daily WHERE delivery_id NOT IN (SELECT id FROM delivery)"),
      ),
    );
    if (foreign?.["rows"] !== 0) throw new Error("the roll-ups hold deliveries that the catalogue does not");
    const folders = await readdir(join(directory, "line-items")).catch(() => []);
    if (folders.toSorted().join() !== ids.toSorted().join())
      throw new Error(`line items of ${folders.join()}, catalogue of ${ids.join()}`);
    for (const id of ids)
      if ((await readRecord(directory, id)) === null) throw new Error(`${id} has no record`);
    if (existsSync(join(directory, "staging"))) throw new Error("staging is left");
    return months;
  } finally {
    await database.close();
  }
}

function costOf(rows: number): string {
  return formatScaled(scaledOf("0.01") * BigInt(rows));
}

/** What lies under its own name is whole, or it is not there. */
async function refuseHalfFiles(places: ReturnType<typeof placesIn>): Promise<void> {
  if (existsSync(places.file)) await inspectWorkspaceFile(places.file);
  if (existsSync(places.table)) {
    const lines = (await readFile(places.table, "utf8")).trimEnd().split(/\r?\n/);
    if (lines.length - 1 < ROWS.old) throw new Error(`a table of ${lines.length} lines`);
  }
  if (existsSync(places.download)) {
    const hash = (content: string | Buffer) => createHash("sha256").update(content).digest("hex");
    if (hash(await readFile(places.download)) !== hash(objectText())) throw new Error("half a download");
  }
  const left = await readdir(places.workspaces);
  const half = left.filter((name) => name.startsWith("."));
  if (half.length > 0) throw new Error(`left in the workspaces: ${half.join()}`);
}

import { DIMENSION_IDS, type DimensionRef } from "../cost/dimension/dimension-ref.ts";
import { METRIC_IDS } from "../cost/metric/metric-id.ts";
import {
  DAILY_DIMENSIONS,
  DAILY_RESOURCE_DIMENSIONS,
  dailyResourceFile,
  dailyResources,
  rollupColumnName,
} from "../cost/rollup/rollup.ts";
import { lineItemSource } from "../cost/source/line-item-source.ts";
import { distinctOpenKeys, openKeyOfColumn, openKeyOfMap } from "../cost/source/open-key.ts";
import type { ColumnType, Delivery, StoredColumn } from "../delivery/delivery.ts";
import { inlined } from "../sql/inline.ts";
import { identifier, join, literal, raw, sql, type Sql } from "../sql/sql.ts";
import { DIMENSION_NOTES, METRIC_NOTES } from "./column-notes.ts";
import type { ConsoleColumn, ConsoleView } from "./documented-view.ts";

/** A key found in a map column of a delivery. */
export type FoundMapKey = { readonly column: string; readonly key: string };

/** A view with the query that defines it; the query of a copied one is run once and its rows are kept. */
export type DefinedView = ConsoleView & { readonly definition: string; readonly isCopied: boolean };

const DECIMAL = "DECIMAL(38,18)";
const MAP = "MAP(VARCHAR, VARCHAR)";
const TYPES: Readonly<Record<ColumnType, string>> = {
  text: "VARCHAR",
  decimal: DECIMAL,
  timestamp: "TIMESTAMP",
  map: MAP,
};

type LineItemColumn = ConsoleColumn & { readonly cell: (delivery: Delivery) => Sql };

/** All views of the console over the deliveries of a workspace, the most used first. */
export function consoleViews(
  all: readonly Delivery[],
  directory: string,
  mapKeys: readonly FoundMapKey[],
): readonly DefinedView[] {
  const counted = all.filter(({ counted: isCounted }) => isCounted);
  return [
    lineItems(counted, directory, mapKeys),
    daily(counted),
    dailyResourcesView(counted, directory),
    allLineItems(all, directory, mapKeys),
    accounts(),
    deliveries(all),
  ];
}

/** Files that the definitions read. */
export function filesOfViews(all: readonly Delivery[], directory: string): readonly string[] {
  return all.flatMap((delivery) => [
    ...delivery.files.map(({ stored }) => `${directory}/${stored}`),
    ...(delivery.counted ? [`${directory}/${dailyResourceFile(delivery)}`] : []),
  ]);
}

function lineItems(
  counted: readonly Delivery[],
  directory: string,
  mapKeys: readonly FoundMapKey[],
): DefinedView {
  const columns = lineItemColumns(counted, directory, mapKeys);
  return {
    name: "line_items",
    meaning: "Every line item that takes part in the totals, whatever its format",
    columns: columns.map(documented),
    definition: unionOf(counted, columns, directory, (source) => sql`WHERE ${source.counts}`),
    isCopied: false,
  };
}

function allLineItems(
  all: readonly Delivery[],
  directory: string,
  mapKeys: readonly FoundMapKey[],
): DefinedView {
  const counts: LineItemColumn = {
    name: "counts",
    type: "BOOLEAN",
    meaning:
      "False for rows that no total counts: shared instances split by container, and second deliveries",
    source: null,
    cell: (delivery) =>
      delivery.counted ? sql`(${lineItemSource(delivery, directory).counts})` : raw("false"),
  };
  const columns = [counts, ...lineItemColumns(all, directory, mapKeys)];
  return {
    name: "all_line_items",
    meaning: "Every line item that was delivered, also those that no total counts",
    columns: columns.map(documented),
    definition: unionOf(all, columns, directory, () => raw("")),
    isCopied: false,
  };
}

function lineItemColumns(
  deliveries: readonly Delivery[],
  directory: string,
  mapKeys: readonly FoundMapKey[],
): readonly LineItemColumn[] {
  const source = (delivery: Delivery) => lineItemSource(delivery, directory);
  const open = openKeys(deliveries, mapKeys);
  const canonical: readonly LineItemColumn[] = [
    column(
      "day",
      "DATE",
      "UTC day of the usage, within its billing period",
      "lineItem/UsageStartDate",
      (d) => source(d).day,
    ),
    column("hour", "TIMESTAMP", "UTC hour of the usage", "lineItem/UsageStartDate", (d) => source(d).hour),
    ...DIMENSION_IDS.map((id) =>
      column(rollupColumnName(id), "VARCHAR", DIMENSION_NOTES[id].meaning, DIMENSION_NOTES[id].source, (d) =>
        source(d).dimension(id),
      ),
    ),
    ...METRIC_IDS.map((id) =>
      column(rollupColumnName(id), DECIMAL, METRIC_NOTES[id].meaning, METRIC_NOTES[id].source, (d) =>
        source(d).metric(id),
      ),
    ),
    column("tags", MAP, "All tags of the row by key", "resourceTags, tags", (d) =>
      mapOf(source(d), open, "tag"),
    ),
    column("cost_categories", MAP, "All cost categories of the row by name", "costCategory", (d) =>
      mapOf(source(d), open, "costCategory"),
    ),
    ...openColumns(open, source),
    column("delivery_id", "VARCHAR", "Delivery the row came with, see deliveries", null, (d) =>
      literal(d.id),
    ),
  ];
  return distinct([...canonical, ...deliveredColumns(deliveries, canonical)]);
}

/** DuckDB does not tell `tag:Team` from `tag:team`: the small letters keep the name, the others get `_2` ... */
function openColumns(
  open: readonly OpenColumn[],
  source: (delivery: Delivery) => ReturnType<typeof lineItemSource>,
): readonly LineItemColumn[] {
  const spellings = new Map<string, number>();
  const smallFirst = open
    .filter(({ kind }) => kind !== "product")
    .toSorted((a, b) => (a.ref > b.ref ? -1 : 1));
  return smallFirst
    .map(({ ref, kind, key }) => {
      const number = (spellings.get(ref.toLowerCase()) ?? 0) + 1;
      spellings.set(ref.toLowerCase(), number);
      const name = number === 1 ? ref : `${ref}_${number}`;
      const meaning = `${kind === "tag" ? "Tag" : "Cost category"} ${key}`;
      return column(name, "VARCHAR", meaning, null, (delivery) => source(delivery).dimension(ref));
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Columns as delivered, by their stored names; one that has a canonical column's name gets `aws_` in front. */
function deliveredColumns(
  deliveries: readonly Delivery[],
  canonical: readonly LineItemColumn[],
): readonly LineItemColumn[] {
  const taken = new Set(canonical.map(({ name }) => name.toLowerCase()));
  const stored = new Map<string, StoredColumn>();
  for (const each of deliveries.flatMap(({ columns }) => columns)) {
    const known = stored.get(each.id);
    if (known === undefined) stored.set(each.id, each);
    else if (known.type !== each.type) stored.set(each.id, { ...known, type: "text" });
  }
  return [...stored.values()].map(({ id, name, type }) =>
    column(
      taken.has(id.toLowerCase()) ? `aws_${id}` : id,
      TYPES[type],
      "As delivered",
      name,
      ({ columns }) => {
        const own = columns.find((each) => each.id === id);
        if (own === undefined) return raw(`NULL::${TYPES[type]}`);
        return own.type === type ? identifier(id) : sql`${identifier(id)}::VARCHAR`;
      },
    ),
  );
}

type OpenColumn = {
  readonly ref: DimensionRef;
  readonly kind: "tag" | "costCategory" | "product";
  readonly key: string;
};

function openKeys(deliveries: readonly Delivery[], mapKeys: readonly FoundMapKey[]): readonly OpenColumn[] {
  const found = [
    ...deliveries.flatMap(({ columns }) => columns.map(openKeyOfColumn)),
    ...mapKeys.map(({ column: id, key }) => openKeyOfMap(id, key)),
  ].filter((key) => key !== null);
  return distinctOpenKeys(found).map(({ ref, key }) => ({ ref, kind: key.kind, key: key.key }));
}

function mapOf(
  source: ReturnType<typeof lineItemSource>,
  open: readonly OpenColumn[],
  kind: OpenColumn["kind"],
): Sql {
  const own = open.filter((each) => each.kind === kind);
  if (own.length === 0) return raw(`NULL::${MAP}`);
  const entries = own.map(({ ref, key }) => sql`{'key': ${key}, 'value': ${source.dimension(ref)}}`);
  return sql`map_from_entries(list_filter([${join(entries)}], lambda entry: entry.value IS NOT NULL))`;
}

function unionOf(
  deliveries: readonly Delivery[],
  columns: readonly LineItemColumn[],
  directory: string,
  where: (source: ReturnType<typeof lineItemSource>) => Sql,
): string {
  if (deliveries.length === 0) return emptyOf(columns);
  const branches = deliveries.map((delivery) => {
    const cells = columns.map(
      ({ name, type, cell }) => sql`(${cell(delivery)})::${raw(type)} AS ${identifier(name)}`,
    );
    const source = lineItemSource(delivery, directory);
    return sql`SELECT ${join(cells)} FROM ${source.relation} ${where(source)}`;
  });
  return inlined(join(branches, " UNION ALL "));
}

function emptyOf(columns: readonly ConsoleColumn[]): string {
  const cells = columns.map(({ name, type }) => sql`NULL::${raw(type)} AS ${identifier(name)}`);
  return inlined(sql`SELECT ${join(cells)} WHERE false`);
}

function daily(counted: readonly Delivery[]): DefinedView {
  const columns = rollupColumns(DAILY_DIMENSIONS);
  const ids = counted.map(({ id }) => id);
  return {
    name: "daily",
    meaning: "Sums per day and dimension, without resources: fast, and exact to the last digit",
    columns,
    definition:
      ids.length === 0
        ? emptyOf(columns)
        : inlined(sql`SELECT ${names(columns)} FROM daily WHERE delivery_id IN (${join(ids)})`),
    isCopied: true,
  };
}

function dailyResourcesView(counted: readonly Delivery[], directory: string): DefinedView {
  const columns = rollupColumns(DAILY_RESOURCE_DIMENSIONS);
  return {
    name: "daily_resources",
    meaning: "Sums per day, dimension and resource",
    columns,
    definition:
      counted.length === 0
        ? emptyOf(columns)
        : inlined(sql`SELECT ${names(columns)} FROM ${dailyResources(counted, directory)}`),
    isCopied: false,
  };
}

function rollupColumns(
  dimensions: typeof DAILY_DIMENSIONS | typeof DAILY_RESOURCE_DIMENSIONS,
): readonly ConsoleColumn[] {
  return [
    doc("day", "DATE", "UTC day of the usage, within its billing period"),
    ...dimensions.map((id) => ({ name: rollupColumnName(id), type: "VARCHAR", ...DIMENSION_NOTES[id] })),
    ...METRIC_IDS.map((id) => ({ name: rollupColumnName(id), type: DECIMAL, ...METRIC_NOTES[id] })),
    doc("line_items", "BIGINT", "Number of line items in the sums"),
    doc("delivery_id", "VARCHAR", "Delivery the sums are of, see deliveries"),
  ];
}

function accounts(): DefinedView {
  return {
    name: "accounts",
    meaning: "Names of accounts, from the organization, the reports or your own list",
    columns: [
      doc("account_id", "VARCHAR", "12 digits; joins linked_account and payer_account"),
      doc("name", "VARCHAR", "What the account is called"),
    ],
    definition:
      "SELECT value AS account_id, any_value(label) AS name FROM label WHERE dimension IN ('linkedAccount', 'payerAccount') GROUP BY value",
    isCopied: true,
  };
}

function deliveries(all: readonly Delivery[]): DefinedView {
  const columns = [
    doc("delivery_id", "VARCHAR", "Joins delivery_id of the other views"),
    doc("billing_period", "VARCHAR", "Month the bill covers, 2026-10"),
    doc("report", "VARCHAR", "Report or export name"),
    doc("format", "VARCHAR", "legacy, cur2 or focus"),
    doc("payer_account", "VARCHAR", "Account that pays, 12 digits"),
    doc("counted", "BOOLEAN", "False when another report already holds this payer and period"),
    doc("line_items", "BIGINT", "Line items delivered"),
    doc("files", "BIGINT", "Files delivered"),
    doc("imported_at", "TIMESTAMP", "When it was imported, UTC"),
  ];
  const rows = all.map(
    (d) =>
      sql`(${d.id}, ${d.billingPeriod}, ${d.reportName}, ${d.format}, ${d.payerAccountId}, ${d.counted}, ${d.rows}, ${d.files.length}, ${d.importedAt.replace("Z", "")})`,
  );
  const cells = columns.map(
    ({ name, type }) => sql`${identifier(name)}::${raw(type)} AS ${identifier(name)}`,
  );
  return {
    name: "deliveries",
    meaning: "What was imported: one row per report and billing period",
    columns,
    definition:
      rows.length === 0
        ? emptyOf(columns)
        : inlined(sql`SELECT ${join(cells)} FROM (VALUES ${join(rows)}) AS delivered(${names(columns)})`),
    isCopied: true,
  };
}

function names(columns: readonly ConsoleColumn[]): Sql {
  return join(columns.map(({ name }) => identifier(name)));
}

/** DuckDB does not tell names apart by case; the first of a name stays. */
function distinct(columns: readonly LineItemColumn[]): readonly LineItemColumn[] {
  const byName = new Map<string, LineItemColumn>();
  for (const each of columns)
    if (!byName.has(each.name.toLowerCase())) byName.set(each.name.toLowerCase(), each);
  return [...byName.values()];
}

function documented({ name, type, meaning, source }: ConsoleColumn): ConsoleColumn {
  return { name, type, meaning, source };
}

function column(
  name: string,
  type: string,
  meaning: string,
  source: string | null,
  cell: (delivery: Delivery) => Sql,
): LineItemColumn {
  return { name, type, meaning, source, cell };
}

function doc(name: string, type: string, meaning: string): ConsoleColumn {
  return { name, type, meaning, source: null };
}

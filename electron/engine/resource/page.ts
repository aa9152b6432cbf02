import type { DuckDBConnection } from "@duckdb/node-api";
import { groupBy } from "#core/collection/group-by.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { scaledOf, sum, type Decimal } from "#core/money/decimal.ts";
import { leadingValues, type AttributePart } from "#core/resource/resource-attributes.ts";
import {
  RESOURCE_STATES,
  type Resource,
  type ResourceAttribute,
  type ResourceMonth,
  type ResourcePage,
  type ResourceQuery,
  type ResourceStateSum,
} from "#core/resource/resource-query.ts";
import {
  compileAttributes,
  compileList,
  compileMonths,
  compileUnassigned,
  compileWholeMonths,
  type ResourceRequest,
} from "#core/resource/resource-sql.ts";
import { trendOf } from "#core/resource/trend-range.ts";
import { answerCosts } from "../cost/answer-costs.ts";
import { withDeliveries } from "../cost/known-deliveries.ts";
import { labelOf, readLabels } from "../cost/labels.ts";
import type { Plain } from "../duckdb/decode.ts";
import { runRows } from "../duckdb/run.ts";
import { Remembered } from "../line-items/remembered.ts";
import type { OpenWorkspace } from "../workspace/open-workspace.ts";
import { prepareSelection, selectionKey, type PreparedSelection } from "./request.ts";

const ATTRIBUTES = [
  "service",
  "linkedAccount",
  "region",
  "productFamily",
  "instanceType",
  "usageType",
] as const;

type Listed = Pick<Resource, "resourceId" | "cost" | "before" | "unit" | "firstSeen" | "lastSeen" | "state">;
type Described = Pick<Resource, (typeof ATTRIBUTES)[number]>;
type Window = { readonly rows: readonly Listed[]; readonly states: readonly ResourceStateSum[] };

/** A page is searched for with its neighbours, which are asked for next when someone scrolls. */
const WINDOW = 1_000;
const WINDOWS = new Remembered<Window>(16);
const UNASSIGNED = new Remembered<ResourcePage["unassigned"]>(32);
const WHOLE_MONTHS = new Remembered<readonly ResourceMonth[]>(32);

/** One page of the resources of a workspace, with the sums over all of them. */
export async function resourcePage(
  { database, directory }: OpenWorkspace,
  query: ResourceQuery,
  signal?: AbortSignal,
): Promise<ResourcePage> {
  const work = async (connection: DuckDBConnection, deliveries: readonly Delivery[]) => {
    const prepared = await prepareSelection(connection, directory, deliveries, query);
    const { request } = prepared;
    const key = selectionKey(request);
    const unassigned = await UNASSIGNED.get(database, key, () => readUnassigned(connection, request));
    const { rows: listed, states } = await pageOf(query, (offset) =>
      WINDOWS.get(database, `${key} ${JSON.stringify(query.sort)} ${offset}`, () =>
        readWindow(connection, request, query, offset),
      ),
    );
    const { buckets, trends } = await readTrends(connection, deliveries, prepared, query, listed);
    const described = await readAttributes(connection, request, listed);
    const isByMonth = query.byMonth === true;
    const months = isByMonth ? await readMonths(connection, request, listed) : NO_MONTHS;
    return {
      states,
      unassigned,
      months: isByMonth
        ? await WHOLE_MONTHS.get(database, key, () => readWholeMonths(connection, request))
        : [],
      ...summary(states, request),
      rows: listed.map((row) => ({
        ...row,
        ...(described.get(row.resourceId) ?? NOTHING_KNOWN),
        trend: trends.get(row.resourceId) ?? [],
        months: months.get(row.resourceId) ?? [],
      })),
      before: request.before,
      trendBuckets: buckets,
      currency: prepared.currency,
      missing: prepared.missing,
      answeredFrom: request.store,
    };
  };
  return withDeliveries(database, work, signal);
}

async function pageOf(
  { offset, limit }: ResourceQuery,
  windowAt: (offset: number) => Promise<Window>,
): Promise<Window> {
  const first = Math.floor(offset / WINDOW);
  const last = Math.floor((offset + limit - 1) / WINDOW);
  const { rows, states } = await windowAt(first * WINDOW);
  const found = [...rows];
  for (let window = first + 1; window <= last; window += 1)
    found.push(...(await windowAt(window * WINDOW)).rows);
  const from = offset - first * WINDOW;
  return { rows: found.slice(from, from + limit), states };
}

async function readWindow(
  connection: DuckDBConnection,
  request: ResourceRequest,
  { sort }: ResourceQuery,
  offset: number,
): Promise<Window> {
  const rows = await runRows(connection, compileList(request, { sort, offset, limit: WINDOW }));
  return {
    states: statesIn(rows[0]?.[0] ?? null, request),
    rows: rows.flatMap(([, resourceId, cost, before, unit, firstSeen, lastSeen, state]) =>
      typeof resourceId === "string"
        ? [
            {
              resourceId,
              cost: textOf(cost),
              before: textOf(before),
              unit: textOf(unit),
              firstSeen: String(firstSeen),
              lastSeen: String(lastSeen),
              state: stateOf(state),
            },
          ]
        : [],
    ),
  };
}

function statesIn(cell: Plain, request: ResourceRequest): readonly ResourceStateSum[] {
  if (!isList(cell)) return [];
  return cell.flatMap((sums) =>
    isStruct(sums)
      ? [
          {
            state: stateOf(sums["state"]),
            resources: Number(sums["resources"]),
            cost: sumOf(sums["now"], request),
            before: sumOf(sums["before"], request),
          },
        ]
      : [],
  );
}

async function readUnassigned(
  connection: DuckDBConnection,
  request: ResourceRequest,
): Promise<ResourcePage["unassigned"]> {
  const rows = await runRows(connection, compileUnassigned(request));
  const months = rows.map(([month, cost]) => ({ month: String(month), amount: sumOf(cost, request) }));
  return {
    cost: total(months.map(({ amount }) => amount)),
    lineItems: rows.reduce((count, [, , lineItems]) => count + Number(lineItems), 0),
    months,
  };
}

/** Usage of different resources has different units, and no sum. */
function sumOf(value: Plain | undefined, { metric }: ResourceRequest): Decimal | null {
  return metric === "usageAmount" ? null : textOf(value);
}

function summary(
  states: readonly ResourceStateSum[],
  { state }: ResourceRequest,
): Pick<ResourcePage, "resources" | "cost" | "beforeCost"> {
  const chosen = states.filter((one) => state === null || one.state === state);
  return {
    resources: chosen.reduce((count, { resources }) => count + resources, 0),
    cost: total(chosen.map(({ cost }) => cost)),
    beforeCost: total(chosen.map(({ before }) => before)),
  };
}

/** Null where nothing is known. */
function total(amounts: readonly (Decimal | null)[]): Decimal | null {
  const known = amounts.filter((amount) => amount !== null);
  return known.length === 0 && amounts.length > 0 ? null : sum(known);
}

/** The cost query answers a trend: it knows of which days nothing is known. */
async function readTrends(
  connection: DuckDBConnection,
  deliveries: readonly Delivery[],
  { request, currency }: PreparedSelection,
  { filters }: ResourceQuery,
  listed: readonly Listed[],
) {
  const { range, granularity } = trendOf(request.range, request.before);
  if (listed.length === 0) return { buckets: [], trends: new Map<string, readonly (Decimal | null)[]>() };
  const { buckets, groups } = await answerCosts(connection, request.directory, deliveries, {
    metric: request.metric,
    granularity,
    range,
    groupBy: ["resourceId"],
    filters: [...filters, onlyThese(listed)],
    currency,
    top: null,
  });
  return { buckets, trends: new Map(groups.map(({ key, values }) => [String(key[0]), values])) };
}

async function readAttributes(
  connection: DuckDBConnection,
  request: ResourceRequest,
  listed: readonly Listed[],
): Promise<ReadonlyMap<string, Described>> {
  if (listed.length === 0) return new Map();
  const asked = { ...request, search: "", filters: [...request.filters, onlyThese(listed)] };
  const rows = await runRows(connection, compileAttributes(asked, ATTRIBUTES));
  const labels = await readLabels(connection, ATTRIBUTES);
  const parts = new Map<string, AttributePart[]>();
  for (const [resourceId, ...cells] of rows) {
    const id = String(resourceId);
    const amount = textOf(cells.at(-1));
    const part = {
      values: cells.slice(0, -1).map(textOf),
      amount: amount === null ? null : scaledOf(amount),
    };
    const held = parts.get(id);
    if (held === undefined) parts.set(id, [part]);
    else held.push(part);
  }
  const attribute = (
    dimension: (typeof ATTRIBUTES)[number],
    of: readonly { readonly value: string | null; readonly others: number }[],
  ): ResourceAttribute => {
    const { value, others } = of[ATTRIBUTES.indexOf(dimension)] ?? { value: null, others: 0 };
    return { value, label: labelOf(labels, dimension, value), others };
  };
  return new Map(
    [...parts].map(([id, of]) => {
      const leading = leadingValues(of, ATTRIBUTES.length);
      return [
        id,
        {
          service: attribute("service", leading),
          linkedAccount: attribute("linkedAccount", leading),
          region: attribute("region", leading),
          productFamily: attribute("productFamily", leading),
          instanceType: attribute("instanceType", leading),
          usageType: attribute("usageType", leading),
        },
      ];
    }),
  );
}

const NO_MONTHS: ReadonlyMap<string, readonly ResourceMonth[]> = new Map();

async function readMonths(
  connection: DuckDBConnection,
  request: ResourceRequest,
  listed: readonly Listed[],
): Promise<ReadonlyMap<string, readonly ResourceMonth[]>> {
  if (listed.length === 0) return NO_MONTHS;
  const asked = { ...request, search: "", filters: [...request.filters, onlyThese(listed)] };
  const rows = await runRows(connection, compileMonths(asked));
  const told = rows.map(([id, ...of]) => ({ id: String(id), of: monthOf(of) }));
  const byResource = groupBy(told, ({ id }) => id);
  return new Map([...byResource].map(([id, months]) => [id, months.map(({ of }) => of)]));
}

async function readWholeMonths(
  connection: DuckDBConnection,
  request: ResourceRequest,
): Promise<readonly ResourceMonth[]> {
  return (await runRows(connection, compileWholeMonths(request))).map(monthOf);
}

function monthOf([month, cost, before]: readonly Plain[]): ResourceMonth {
  return { month: String(month), cost: textOf(cost), before: textOf(before) };
}

const UNKNOWN: ResourceAttribute = { value: null, label: null, others: 0 };
const NOTHING_KNOWN: Described = {
  service: UNKNOWN,
  linkedAccount: UNKNOWN,
  region: UNKNOWN,
  productFamily: UNKNOWN,
  instanceType: UNKNOWN,
  usageType: UNKNOWN,
};

function onlyThese(listed: readonly Listed[]) {
  return {
    dimension: "resourceId",
    mode: "include",
    values: listed.map(({ resourceId }) => resourceId),
  } as const;
}

function stateOf(value: Plain | undefined): Resource["state"] {
  return RESOURCE_STATES.find((state) => state === value) ?? null;
}

function textOf(value: Plain | undefined): string | null {
  return typeof value === "string" ? value : null;
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}

function isStruct(value: Plain): value is Readonly<Record<string, Plain>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

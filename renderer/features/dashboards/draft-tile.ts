import type { Tile, TileContent, TileKind, TilePeriod, TileQuestion } from "#core/dashboard/dashboard.ts";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import { newTile } from "#core/dashboard/edit-dashboard.ts";
import { assertNever } from "#core/result/assert-never.ts";
import type { Granularity } from "#core/time/period.ts";

/** What the form of a tile holds: all that any kind needs, so that changing the kind loses nothing. */
export type DraftTile = {
  kind: TileKind;
  title: string;
  question: TileQuestion;
  groupBy: readonly DimensionRef[];
  granularity: Granularity;
  chart: Extract<TileContent, { kind: "chart" }>["chart"];
  rows: number;
  budgetId: string | null;
  viewId: string | null;
  text: string;
};

const NEW: DraftTile = {
  kind: "number",
  title: "",
  question: {
    metric: "unblended",
    period: { kind: "named", preset: "monthToDate" },
    comparison: "lastMonth",
    filters: [],
  },
  groupBy: ["service"],
  granularity: "day",
  chart: "bars",
  rows: 8,
  budgetId: null,
  viewId: null,
  text: "",
};

export function draftOfTile(tile: Tile | null): DraftTile {
  if (tile === null) return { ...NEW };
  const { content } = tile;
  const draft = { ...NEW, kind: content.kind, title: tile.title ?? "" };
  switch (content.kind) {
    case "number":
      return { ...draft, question: content.question };
    case "chart": {
      const { question, groupBy, granularity, chart } = content;
      return { ...draft, question, groupBy, granularity, chart };
    }
    case "top":
      return { ...draft, question: content.question, groupBy: [content.groupBy], rows: content.rows };
    case "table": {
      const { question, groupBy, granularity, rows } = content;
      return { ...draft, question, groupBy, granularity, rows };
    }
    case "budgets":
      return { ...draft, budgetId: content.budgetId };
    case "commitments":
      return { ...draft, question: { ...draft.question, period: content.period } };
    case "anomalies":
      return { ...draft, rows: content.rows };
    case "view":
      return { ...draft, viewId: content.viewId };
    case "note":
      return { ...draft, text: content.text };
    default:
      return assertNever(content);
  }
}

/** The tile as the form has it, in its former size and place where there was one; null while something is missing. */
export function tileOfDraft(draft: DraftTile, former: Tile | null, newId: () => string): Tile | null {
  const content = contentOf(draft);
  if (content === null) return null;
  const title = draft.title.trim() === "" ? null : draft.title.trim();
  if (former === null) return newTile(newId(), content, title);
  return { ...former, content, title };
}

function contentOf(draft: DraftTile): TileContent | null {
  const { kind, question, groupBy, granularity, chart, rows, budgetId, viewId } = draft;
  switch (kind) {
    case "number":
      return { kind, question };
    case "chart":
      return { kind, question, groupBy, granularity, chart };
    case "top": {
      const [first] = groupBy;
      return first === undefined ? null : { kind, question, groupBy: first, rows };
    }
    case "table":
      return { kind, question, groupBy, granularity, rows };
    case "budgets":
      return { kind, budgetId };
    case "commitments":
      return { kind, period: question.period };
    case "anomalies":
      return { kind, rows };
    case "view":
      return viewId === null ? null : { kind, viewId };
    case "note":
      return draft.text.trim() === "" ? null : { kind, text: draft.text.trim() };
    default:
      return assertNever(kind);
  }
}

/** A period by what the list of periods calls it: the name of a preset, or `dated`. */
export function periodChoice(period: TilePeriod): string {
  return period.kind === "dated" ? "dated" : period.preset;
}

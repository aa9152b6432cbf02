import type { DimensionRef } from "../cost/dimension/dimension-ref.ts";
import type { Filter } from "../cost/filter/filter.ts";
import type { MetricId } from "../cost/metric/metric-id.ts";
import type { Comparison } from "../time/comparison.ts";
import type { DateRange, Granularity } from "../time/period.ts";
import type { PeriodPreset } from "../time/preset.ts";

/** Days a tile speaks of: named ones move on as data arrives. */
export type TilePeriod =
  | { readonly kind: "named"; readonly preset: PeriodPreset }
  | { readonly kind: "dated"; readonly range: DateRange };

/** What a tile asks of the costs. It is kept instead of an answer, so that the tile stays alive. */
export type TileQuestion = {
  readonly metric: MetricId;
  readonly period: TilePeriod;
  readonly comparison: Comparison | null;
  readonly filters: readonly Filter[];
};

export const TILE_CHARTS = ["bars", "lines", "area"] as const;

export type TileContent =
  /** One amount with its change. */
  | { readonly kind: "number"; readonly question: TileQuestion }
  | {
      readonly kind: "chart";
      readonly question: TileQuestion;
      readonly granularity: Granularity;
      readonly groupBy: readonly DimensionRef[];
      readonly chart: (typeof TILE_CHARTS)[number];
    }
  /** The largest groups with their change. */
  | {
      readonly kind: "top";
      readonly question: TileQuestion;
      readonly groupBy: DimensionRef;
      readonly rows: number;
    }
  /** Groups by months or days. */
  | {
      readonly kind: "table";
      readonly question: TileQuestion;
      readonly granularity: Granularity;
      readonly groupBy: readonly DimensionRef[];
      readonly rows: number;
    }
  /** How one budget stands, or all of them. */
  | { readonly kind: "budgets"; readonly budgetId: string | null }
  /** Utilisation and coverage of Savings Plans and reservations. */
  | { readonly kind: "commitments"; readonly period: TilePeriod }
  | { readonly kind: "anomalies"; readonly rows: number }
  /** A view of the Explorer as it is kept now. */
  | { readonly kind: "view"; readonly viewId: string }
  | { readonly kind: "note"; readonly text: string };

export type TileKind = TileContent["kind"];

/** Columns of the board. */
export const COLUMNS = 12;
/** Widths a tile may have, in columns. */
export const WIDTHS = [3, 4, 6, 8, 12] as const;
/** Heights a tile may have, in rows. */
export const HEIGHTS = [1, 2, 3, 4, 5] as const;

export type TileWidth = (typeof WIDTHS)[number];
export type TileHeight = (typeof HEIGHTS)[number];

export type Tile = {
  readonly id: string;
  /** Null where the content names itself. */
  readonly title: string | null;
  readonly width: TileWidth;
  readonly height: TileHeight;
  readonly content: TileContent;
};

/** Tiles in reading order; each takes the next free place of the board. */
export type Dashboard = {
  readonly id: string;
  readonly name: string;
  readonly tiles: readonly Tile[];
};

export const MOST_TILES = 60;

import {
  HEIGHTS,
  WIDTHS,
  type Dashboard,
  type Tile,
  type TileContent,
  type TileHeight,
  type TileKind,
  type TileWidth,
} from "./dashboard.ts";

type Size = { readonly width: TileWidth; readonly height: TileHeight };

const SIZES: Readonly<Record<TileKind, Size>> = {
  number: { width: 3, height: 1 },
  chart: { width: 8, height: 3 },
  top: { width: 4, height: 3 },
  table: { width: 8, height: 3 },
  budgets: { width: 4, height: 2 },
  commitments: { width: 4, height: 2 },
  anomalies: { width: 4, height: 3 },
  view: { width: 8, height: 3 },
  note: { width: 4, height: 1 },
};

/** A tile in the size its content is best read at. */
export function newTile(id: string, content: TileContent, title: string | null = null): Tile {
  return { id, title, content, ...SIZES[content.kind] };
}

export function withTile(dashboard: Dashboard, tile: Tile): Dashboard {
  return { ...dashboard, tiles: [...dashboard.tiles, tile] };
}

export function withoutTile(dashboard: Dashboard, id: string): Dashboard {
  return { ...dashboard, tiles: dashboard.tiles.filter((tile) => tile.id !== id) };
}

export function changeTile(dashboard: Dashboard, id: string, change: (tile: Tile) => Tile): Dashboard {
  return { ...dashboard, tiles: dashboard.tiles.map((tile) => (tile.id === id ? change(tile) : tile)) };
}

/** Puts a tile at a place of the reading order; the very dashboard where it is there already. */
export function moveTile(dashboard: Dashboard, id: string, to: number): Dashboard {
  const from = dashboard.tiles.findIndex((tile) => tile.id === id);
  const tile = dashboard.tiles[from];
  const at = Math.max(0, Math.min(dashboard.tiles.length - 1, to));
  if (tile === undefined || at === from) return dashboard;
  return { ...dashboard, tiles: dashboard.tiles.toSpliced(from, 1).toSpliced(at, 0, tile) };
}

/** A size step wider or narrower, taller or lower; the same tile at either end. */
export function resized(tile: Tile, side: "width" | "height", step: 1 | -1): Tile {
  return side === "width"
    ? { ...tile, width: stepped(WIDTHS, tile.width, step) }
    : { ...tile, height: stepped(HEIGHTS, tile.height, step) };
}

/** The allowed size that comes nearest to columns and rows as they were drawn. */
export function nearestSize(columns: number, rows: number): Size {
  return { width: nearest(WIDTHS, columns), height: nearest(HEIGHTS, rows) };
}

function stepped<T extends number>(sizes: readonly T[], size: T, step: 1 | -1): T {
  return sizes[sizes.indexOf(size) + step] ?? size;
}

function nearest<T extends number>(sizes: readonly [T, ...T[]], wanted: number): T {
  return sizes.reduce<T>(
    (best, size) => (Math.abs(size - wanted) < Math.abs(best - wanted) ? size : best),
    sizes[0],
  );
}

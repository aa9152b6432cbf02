/** What can be done to a tile. */
export type TileAct =
  | "open"
  | "edit"
  | "duplicate"
  | "remove"
  | "back"
  | "on"
  | "wider"
  | "narrower"
  | "taller"
  | "lower";

type Key = Pick<KeyboardEvent, "key" | "altKey" | "shiftKey" | "ctrlKey" | "metaKey">;

const PLAIN: Readonly<Record<string, TileAct>> = {
  Enter: "open",
  e: "edit",
  Delete: "remove",
  Backspace: "remove",
};
const MOVES: Readonly<Record<string, TileAct>> = {
  ArrowLeft: "back",
  ArrowUp: "back",
  ArrowRight: "on",
  ArrowDown: "on",
};
const SIZES: Readonly<Record<string, TileAct>> = {
  ArrowLeft: "narrower",
  ArrowRight: "wider",
  ArrowUp: "lower",
  ArrowDown: "taller",
};

/** What a key does to the tile that has the focus; null for none of ours. */
export function actOfKey({ key, altKey, shiftKey, ctrlKey, metaKey }: Key): TileAct | null {
  if (ctrlKey || metaKey) return null;
  if (altKey) return shiftKey ? null : (MOVES[key] ?? null);
  return (shiftKey ? SIZES[key] : PLAIN[key]) ?? null;
}

/** Which tile an arrow leads to from one: the next or former in reading order. */
export function stepOfKey({ key, altKey, shiftKey, ctrlKey, metaKey }: Key): 1 | -1 | null {
  if (altKey || shiftKey || ctrlKey || metaKey) return null;
  if (key === "ArrowRight" || key === "ArrowDown") return 1;
  return key === "ArrowLeft" || key === "ArrowUp" ? -1 : null;
}

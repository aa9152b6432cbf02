import { describe, expect, it } from "vitest";
import { COLUMNS, HEIGHTS, WIDTHS, type Dashboard } from "./dashboard.ts";
import {
  changeTile,
  moveTile,
  nearestSize,
  newTile,
  resized,
  withTile,
  withoutTile,
} from "./edit-dashboard.ts";

const NOTES = ["a", "b", "c", "d"].map((id) => newTile(id, { kind: "note", text: id }));
const BOARD: Dashboard = { id: "board", name: "Board", tiles: NOTES };
const ids = ({ tiles }: Dashboard): string => tiles.map(({ id }) => id).join("");

describe("tiles", () => {
  it("are moved to a place of the reading order, and stop at its ends", () => {
    expect(ids(moveTile(BOARD, "a", 2))).toBe("bcad");
    expect(ids(moveTile(BOARD, "d", 0))).toBe("dabc");
    expect(ids(moveTile(BOARD, "c", 99))).toBe("abdc");
    expect(ids(moveTile(BOARD, "c", -1))).toBe("cabd");
  });

  it("that are there already or not at all leave the very board", () => {
    expect(moveTile(BOARD, "a", -1)).toBe(BOARD);
    expect(moveTile(BOARD, "gone", 1)).toBe(BOARD);
  });

  it("are added at the end, changed in place and taken away", () => {
    const more = withTile(BOARD, newTile("e", { kind: "note", text: "e" }, "Title"));
    expect(ids(more)).toBe("abcde");
    const changed = changeTile(more, "b", (tile) => ({ ...tile, title: "Renamed" }));
    expect(changed.tiles.map(({ title }) => title)).toEqual([null, "Renamed", null, null, "Title"]);
    expect(ids(withoutTile(changed, "a"))).toBe("bcde");
  });

  it("grow and shrink in steps between the ends", () => {
    let [tile] = NOTES;
    if (tile === undefined) throw new Error("no tile");
    const widths: number[] = [];
    for (let step = 0; step < WIDTHS.length + 1; step += 1) {
      tile = resized(tile, "width", 1);
      widths.push(tile.width);
    }
    expect(widths).toEqual([6, 8, 12, 12, 12, 12]);
    expect(resized({ ...tile, height: HEIGHTS[0] }, "height", -1).height).toBe(1);
    expect(resized(tile, "height", 1).height).toBe(2);
  });

  it("take the size nearest to what was drawn, never wider than the board", () => {
    expect(nearestSize(5.2, 2.4)).toEqual({ width: 6, height: 2 });
    expect(nearestSize(0, 0)).toEqual({ width: 3, height: 1 });
    expect(nearestSize(40, 40)).toEqual({ width: COLUMNS, height: 5 });
  });
});

import { expect, test } from "vitest";
import { branchesOf, treeRows, type TreeItem } from "./tree-rows.ts";

const ITEMS: readonly TreeItem[] = [
  { id: "a", parentId: null },
  { id: "a1", parentId: "a" },
  { id: "a1x", parentId: "a1" },
  { id: "a2", parentId: "a" },
  { id: "b", parentId: null },
];

function ids(rows: ReturnType<typeof treeRows>): string {
  return rows.map(({ item, level }) => `${level}${item.id}`).join(" ");
}

test("rows know their level, their place among siblings and whether they are open", () => {
  const rows = treeRows(ITEMS, { closed: new Set(["a1"]) });
  expect(ids(rows)).toBe("1a 2a1 2a2 1b");
  expect(rows[1]).toMatchObject({ place: 1, siblings: 2, isOpen: false });
  expect(rows[2]).toMatchObject({ place: 2, siblings: 2, isOpen: null });
  expect([...branchesOf(ITEMS)]).toEqual(["a", "a1"]);
});

test("siblings are sorted among themselves", () => {
  const compare = (a: TreeItem, b: TreeItem): number => b.id.localeCompare(a.id);
  expect(ids(treeRows(ITEMS, { closed: new Set(), compare }))).toBe("1b 1a 2a2 2a1 3a1x");
});

test("a search keeps what is found with all above and below it, and opens the way", () => {
  const matches = (id: string) => (item: TreeItem) => item.id === id;
  expect(ids(treeRows(ITEMS, { closed: new Set(["a"]), matches: matches("a1") }))).toBe("1a 2a1 3a1x");
  expect(treeRows(ITEMS, { closed: new Set(), matches: matches("none") })).toEqual([]);
});

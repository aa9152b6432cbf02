import { expect, it } from "vitest";
import { DASHBOARD } from "../../backend/fake/desk.ts";
import { draftOfTile, tileOfDraft } from "./draft-tile.ts";

const newId = (): string => "t-new";

it("the form gives every kind of tile back as it was", () => {
  for (const tile of DASHBOARD.tiles) expect(tileOfDraft(draftOfTile(tile), tile, newId)).toEqual(tile);
});

it("nothing is made while something is missing", () => {
  const draft = draftOfTile(null);
  expect(tileOfDraft({ ...draft, kind: "view" }, null, newId)).toBeNull();
  expect(tileOfDraft({ ...draft, kind: "note", text: "  " }, null, newId)).toBeNull();
  expect(tileOfDraft({ ...draft, kind: "top", groupBy: [] }, null, newId)).toBeNull();
});

it("a new tile has the size of its kind, and no title unless one is given", () => {
  expect(tileOfDraft({ ...draftOfTile(null), title: " Spend " }, null, newId)).toMatchObject({
    id: "t-new",
    title: "Spend",
    width: 3,
    height: 1,
  });
  expect(tileOfDraft(draftOfTile(null), null, newId)?.title).toBeNull();
});

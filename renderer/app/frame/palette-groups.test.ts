import { computed } from "vue";
import { expect, it } from "vitest";
import type { PaletteEntry, PaletteSource } from "../../navigation/palette.ts";
import { paletteGroups } from "./palette-groups.ts";

const entry = (label: string, more: Partial<PaletteEntry> = {}): PaletteEntry => ({
  id: label,
  label,
  icon: "i-lucide-box",
  run: () => undefined,
  ...more,
});
const source = (id: string, order: number, more: Partial<PaletteSource> = {}): PaletteSource => ({
  id,
  label: id,
  order,
  use: () => ({ entries: computed(() => []) }),
  ...more,
});

const SCREENS = {
  source: source("screens", 1, { isOffered: true }),
  entries: [entry("Budgets"), entry("Data quality")],
};
const ACCOUNTS = {
  source: source("accounts", 2, { isAnswer: true }),
  entries: [
    entry("Data platform", { detail: "111122225555" }),
    entry("Big data", { detail: "111122226666" }),
  ],
};

const names = (typed: string) =>
  paletteGroups([ACCOUNTS, SCREENS], typed).map(({ id, found }) => [
    id,
    found.map((each) => each.entry.label),
  ]);

it("before anything is typed offers what is to be offered", () => {
  expect(names("")).toEqual([["screens", ["Budgets", "Data quality"]]]);
});

it("puts the group with the best entry first", () => {
  expect(names("data platform")).toEqual([["accounts", ["Data platform", "Big data"]]]);
  expect(names("budgets")[0]).toEqual(["screens", ["Budgets"]]);
});

it("keeps an answer in its order, and finds by details behind names", () => {
  expect(names("data").find(([id]) => id === "accounts")).toEqual([
    "accounts",
    ["Data platform", "Big data"],
  ]);
  const found = paletteGroups(
    [{ ...SCREENS, entries: [entry("A", { detail: "data" }), entry("Data")] }],
    "data",
  );
  expect(found[0]?.found.map((each) => each.entry.label)).toEqual(["Data", "A"]);
});

it("shows the handful that fits best of very many", () => {
  const many = Array.from({ length: 200_000 }, (_, at) => entry(`Old account ${at}`));
  const entries = [...many, entry("Account"), entry("Account 7")];
  const [group] = paletteGroups([{ ...SCREENS, entries }], "account");
  expect(group?.found).toHaveLength(8);
  expect(group?.found.slice(0, 3).map((each) => each.entry.label)).toEqual([
    "Account",
    "Account 7",
    "Old account 0",
  ]);
});

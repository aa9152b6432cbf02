import type { ComputedRef } from "vue";
import type { RouteLocationRaw } from "vue-router";

/** Something the command palette finds: a place to go to, or a thing to do. */
export type PaletteEntry = {
  /** Known by it among all entries of all sources. */
  readonly id: string;
  readonly label: string;
  /** Beside the label, and searched too: the id of an account, the kind of a favourite. */
  readonly detail?: string;
  /** Further words it is found by, which are not shown. */
  readonly words?: string;
  readonly icon: string;
  readonly keys?: readonly string[];
} & ({ readonly to: RouteLocationRaw } | { readonly run: () => unknown });

/** What is typed: at once, and once no key was pressed for a moment, for questions to the engine. */
export type PaletteSearch = { readonly typed: () => string; readonly settled: () => string };

export type PaletteFound = {
  readonly entries: ComputedRef<readonly PaletteEntry[]>;
  /** True while more may come. */
  readonly isSearching?: ComputedRef<boolean>;
};

/** A group of the palette, as its feature declares it in `palette.ts`. */
export type PaletteSource = {
  readonly id: string;
  readonly label: string;
  /** Smaller is higher up where two groups fit alike. */
  readonly order: number;
  /** Shown before anything is typed. */
  readonly isOffered?: boolean;
  /** The entries are the answer to what is typed already: they are neither searched nor sorted again. */
  readonly isAnswer?: boolean;
  /** Needs no open workspace. */
  readonly isFree?: boolean;
  /** Called once while the palette opens, as any composable. */
  readonly use: (search: PaletteSearch) => PaletteFound;
};

import type { LocationQueryRaw, RouteLocationRaw } from "vue-router";
import type { RailPlace, Screen } from "../navigation/screen.ts";

/** Every feature names its screens itself, so that none is entered here. */
const found = import.meta.glob<readonly Screen[]>("../features/*/screens.ts", {
  eager: true,
  import: "screens",
});

export const SCREENS: readonly Screen[] = Object.values(found).flat();

export type RailScreen = Screen & { readonly rail: RailPlace };

/** The screens one can go to, in the order of the rail. */
export const RAIL_SCREENS: readonly RailScreen[] = SCREENS.filter(
  (screen): screen is RailScreen => screen.rail !== undefined,
).toSorted((a, b) => partOf(a) - partOf(b) || a.rail.order - b.rail.order);

export type InnerScreen = Screen & { readonly icon: string; readonly within: string };

/** Screens one can go to as well, from one of the rail or by the palette. */
export const INNER_SCREENS: readonly InnerScreen[] = SCREENS.filter(
  (screen): screen is InnerScreen => screen.icon !== undefined && screen.within !== undefined,
);

/** Where a screen is, with the costs being looked at when it shows costs. */
export function placeOf({ name, kind }: Screen, exploration: LocationQueryRaw): RouteLocationRaw {
  return { name, query: kind === "costs" ? exploration : {} };
}

/** Whether a screen can be opened without a workspace. */
export function isFree({ kind }: Screen): boolean {
  return kind === "app" || kind === "bare";
}

function partOf({ rail }: RailScreen): number {
  return rail.part === "upper" ? 0 : 1;
}

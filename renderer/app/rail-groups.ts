import { RAIL_SCREENS, type RailScreen } from "./screens.ts";

export type RailGroup = { readonly label: string | null; readonly screens: readonly RailScreen[] };

/** Where each group of the upper rail begins, by the order its screens give themselves. */
const GROUPS: readonly { readonly from: number; readonly label: string | null }[] = [
  { from: 0, label: null },
  { from: 20, label: "Explore" },
  { from: 50, label: "Allocate" },
  { from: 60, label: "Control" },
  { from: 80, label: "Analyse" },
];

/** The upper part of the rail in its groups; groups of which no screen is offered are left out. */
export function railGroups(isOffered: (screen: RailScreen) => boolean): readonly RailGroup[] {
  const offered = RAIL_SCREENS.filter((screen) => screen.rail.part === "upper" && isOffered(screen));
  return GROUPS.map(({ from, label }, at) => ({
    label,
    screens: offered.filter(
      ({ rail }) => rail.order >= from && rail.order < (GROUPS[at + 1]?.from ?? Number.POSITIVE_INFINITY),
    ),
  })).filter(({ screens }) => screens.length > 0);
}

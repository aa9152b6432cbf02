import { GRAINS, PER } from "#core/unit-economics/business-metric.ts";
import { GRAIN_NAMES, perName } from "../../format/unit-economics.ts";

export const COMBINE_ITEMS = [
  { id: "sum" as const, label: "add up" },
  { id: "average" as const, label: "are averaged" },
];
export const PER_ITEMS = PER.map((id) => ({ id, label: perName(id) }));
export const GRAIN_ITEMS = GRAINS.map((id) => ({ id, label: `a ${GRAIN_NAMES[id].toLowerCase()}` }));

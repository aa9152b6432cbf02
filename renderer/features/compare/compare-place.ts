import type { LocationQuery, RouteLocationRaw, RouteParams } from "vue-router";
import { EFFECTS, type Effect } from "#core/compare/comparison.ts";
import { isUsageDate, type DateRange } from "#core/time/period.ts";

/** What a comparison has in its address besides the view of the costs, which is its later period. */
export type ComparePlace = {
  /** The earlier period: what the view compares with, the very same days (of another workspace), or dates. */
  readonly before: "comparison" | "same" | DateRange;
  /** The workspace that the earlier period is of; null for the open one. */
  readonly workspaceId: string | null;
  /** Whether the time that the periods hold is an effect of its own. */
  readonly byDays: boolean;
  /** The effect that is looked into; null for the whole change. */
  readonly effect: Effect | null;
  /** The group that is looked into, or all that are not listed; null for all. */
  readonly group: ComparedPart | null;
};

/** A group by its key, or those that are not listed. */
export type ComparedPart = readonly (string | null)[] | "other";

const HERE = "here";
const ALL = "all";

/** What is no place falls back, so that an old link still opens. */
export function placeOf(params: RouteParams): ComparePlace {
  return {
    before: beforeOf(text(params["before"])),
    workspaceId: text(params["workspace"]) === HERE ? null : text(params["workspace"]) || null,
    byDays: text(params["time"]) !== "real",
    effect: EFFECTS.find((effect) => effect === text(params["effect"])) ?? null,
    group: groupOf(text(params["group"])),
  };
}

export function linkTo(
  { before, workspaceId, byDays, effect, group }: ComparePlace,
  query: LocationQuery | Record<string, string | string[]>,
): RouteLocationRaw {
  return {
    name: "compare",
    params: {
      before: typeof before === "string" ? before : `${before.from}..${before.to}`,
      workspace: workspaceId ?? HERE,
      time: byDays ? "days" : "real",
      effect: effect ?? ALL,
      group: group === null || group === "other" ? group : JSON.stringify(group),
    },
    query,
  };
}

function beforeOf(value: string): ComparePlace["before"] {
  if (value === "same") return value;
  const [from = "", to = ""] = value.split("..");
  return isUsageDate(from) && isUsageDate(to) && from < to ? { from, to } : "comparison";
}

function groupOf(value: string): ComparePlace["group"] {
  if (value === "") return null;
  if (value === "other") return value;
  try {
    const key: unknown = JSON.parse(value);
    return Array.isArray(key) && key.every((part) => part === null || typeof part === "string") ? key : null;
  } catch {
    return null;
  }
}

function text(value: RouteParams[string] | undefined): string {
  return typeof value === "string" ? value : "";
}

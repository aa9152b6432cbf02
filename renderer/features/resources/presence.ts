import type { ResourceState } from "#core/resource/resource-query.ts";

/** States that tell who was there, whatever it cost: known also where the earlier period is the shorter one. */
export const PRESENCE: readonly ResourceState[] = ["new", "appeared", "gone"];

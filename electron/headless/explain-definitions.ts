import { dimensionsOf } from "#core/allocation/definitions.ts";
import { profileName, type DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { TagProfile } from "#core/cost/profile/tag-profile.ts";
import { keptDefinitions } from "../host/allocation.ts";
import { UsageError } from "./usage.ts";

/** The virtual tags kept with the workspace, where a filter names one. */
export async function definitionsBehind(
  refs: readonly DimensionRef[],
  directory: string,
): Promise<readonly TagProfile[] | undefined> {
  const wanted = refs.flatMap((ref) => profileName(ref) ?? []);
  if (wanted.length === 0) return undefined;
  const held = dimensionsOf(await keptDefinitions(directory));
  const unknown = wanted.find((name) => !held.some((profile) => profile.name === name));
  if (unknown !== undefined)
    throw new UsageError(
      `there is no virtual tag "${unknown}" in this workspace, ${held.length === 0 ? "which has none" : `only ${held.map(({ name }) => name).join(", ")}`}`,
    );
  return held;
}

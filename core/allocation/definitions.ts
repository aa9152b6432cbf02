import type { Filter } from "../cost/filter/filter.ts";
import type { TagProfile } from "../cost/profile/tag-profile.ts";
import { type AllocationModel, unitPath, unitsWithin } from "./model.ts";
import { BUSINESS_UNIT_REF, modelDimension } from "./model-dimension.ts";

/** What virtual tags and business units mean, sent along with questions that name them. */
export type Definitions = {
  /** The allocation model in force. */
  readonly model: AllocationModel | null;
  readonly profiles: readonly TagProfile[];
};

export const NO_DEFINITIONS: Definitions = { model: null, profiles: [] };

/** The virtual tags and the units of the model as dimensions made by rules, each after those it is made of. */
export function dimensionsOf({ model, profiles }: Definitions): readonly TagProfile[] {
  return model === null ? profiles : [...profiles, modelDimension(model)];
}

/** Keeps what the rules of a unit and of those below it take, before shared costs are split; null where the model has no such unit. */
export function unitFilter({ model }: Pick<Definitions, "model">, unitId: string): Filter | null {
  if (model?.units.some(({ id }) => id === unitId) !== true) return null;
  const values = [...unitsWithin(model, unitId)].map((id) => unitPath(model, id));
  return { dimension: BUSINESS_UNIT_REF, mode: "include", values };
}

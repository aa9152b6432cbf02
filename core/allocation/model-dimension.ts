import { profileName, profileRef } from "../cost/dimension/dimension-ref.ts";
import { dimensionsOfRules, type TagProfile } from "../cost/profile/tag-profile.ts";
import { type AllocationModel, unitPath } from "./model.ts";

/** Name of the virtual tag that tells which unit of the model in force takes a line item, before shared costs are split. */
export const BUSINESS_UNIT = "Business unit";
export const BUSINESS_UNIT_REF = profileRef(BUSINESS_UNIT);

/** The model as a virtual tag: the paths of its units as values, none for what no rule takes. */
export function modelDimension(model: AllocationModel): TagProfile {
  return {
    id: BUSINESS_UNIT,
    name: BUSINESS_UNIT,
    source: null,
    rules: model.rules.map(({ id, unitId, filters }) => ({ id, value: unitPath(model, unitId), filters })),
  };
}

/** Name of the virtual tag that tells which rule of the model in force takes a line item. */
export const ALLOCATION_RULE = "Allocation rule";
export const ALLOCATION_RULE_REF = profileRef(ALLOCATION_RULE);

/** The model's rules as a virtual tag: their places as values, from 1 on, none for what no rule takes. */
export function ruleDimension(model: AllocationModel): TagProfile {
  return {
    id: ALLOCATION_RULE,
    name: ALLOCATION_RULE,
    source: null,
    rules: model.rules.map(({ id, filters }, at) => ({ id, value: String(at + 1), filters })),
  };
}

/** The virtual tags a model's rules and splits are told by. */
export function profilesOfModel(
  model: AllocationModel,
  profiles: readonly TagProfile[],
): readonly TagProfile[] {
  const ofSplits = model.units.flatMap(({ split }) => (split?.kind === "metric" ? split.filters : []));
  const named = new Set(
    [...dimensionsOfRules(modelDimension(model)), ...ofSplits.map(({ dimension }) => dimension)].map(
      profileName,
    ),
  );
  return profiles.filter(({ name }) => named.has(name));
}

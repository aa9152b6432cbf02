import type { Resource, ResourceAttribute, ResourceState } from "#core/resource/resource-query.ts";
import { RESOURCE_STATE_NAMES } from "#core/resource/resource-table.ts";
import { valueName, valueTitle } from "./dimensions.ts";

const MEANINGS: Readonly<Record<ResourceState, string>> = {
  new: "First seen in this period.",
  appeared: "Not in the period compared with, but seen before this one.",
  gone: "In the period compared with, and not in this one.",
  grown: "In both periods, and costs more in this one.",
  shrunk: "In both periods, and costs less in this one.",
  same: "In both periods at the same cost.",
};

export function stateName(state: ResourceState): string {
  return RESOURCE_STATE_NAMES[state];
}

export function stateMeaning(state: ResourceState): string {
  return MEANINGS[state];
}

/** What people call a resource: an ARN without its partition, service, region and account. */
export function resourceName(resourceId: string): string {
  const [mark, , , , , ...own] = resourceId.split(":");
  const name = own.join(":");
  return mark === "arn" && name !== "" ? name : resourceId;
}

type TypedDimension = "service" | "linkedAccount" | "region" | "productFamily" | "instanceType" | "usageType";

/** `Amazon EC2`, `eu-west-1 +2`; empty where the resource has no value. */
export function attributeName(
  dimension: TypedDimension,
  { value, label, others }: ResourceAttribute,
): string {
  if (value === null) return "";
  const name = valueName(dimension, value, label);
  return others === 0 ? name : `${name} +${others}`;
}

export function attributeTitle(
  dimension: TypedDimension,
  { value, label, others }: ResourceAttribute,
): string {
  if (value === null) return "";
  const title = valueTitle(dimension, value, label);
  return others === 0 ? title : `${title} and ${others} more`;
}

/** What kind of thing it is: the instance type where it has one, else the product family, else what it is charged for. */
export function resourceType(
  resource: Pick<Resource, "instanceType" | "productFamily" | "usageType">,
): string {
  return (
    attributeName("instanceType", resource.instanceType) ||
    attributeName("productFamily", resource.productFamily) ||
    attributeName("usageType", resource.usageType)
  );
}

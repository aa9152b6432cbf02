import type { FindingFact } from "./overlap.ts";

/** A cost of a resource in account 1. */
export function findingFact(id: number, resource: string | null, cost: bigint): FindingFact {
  return {
    id,
    traits: {
      service: "s",
      usageType: null,
      linkedAccount: "1",
      resourceId: resource,
      purchaseOption: null,
      lineItemType: "Usage",
      operation: null,
      region: null,
      instanceType: null,
      productFamily: null,
      pricingUnit: null,
      billingEntity: "AWS",
    },
    cost,
    lineItems: 1,
  };
}

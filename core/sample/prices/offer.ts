/** A service as bills name it. */
export type Service = {
  /** `lineItem/ProductCode`; opaque for Marketplace products. */
  readonly code: string;
  /** `product/ProductName`. */
  readonly name: string;
  readonly focusCategory: string;
  readonly focusSubcategory: string;
  readonly isMarketplace?: boolean;
};

/** What a Savings Plan covers. AWS: `savingsPlan/OfferingType`. */
export type PlanKind = "ComputeSavingsPlans" | "EC2InstanceSavingsPlans" | "SageMakerSavingsPlans";

/** One priced thing a service sells: what the price list calls a SKU, before it has a region. */
export type Offer = {
  readonly service: Service;
  /** Usage type without region prefix; `{from}` and `{to}` are short region names. */
  readonly usageType: string;
  readonly operation: string;
  readonly unit: string;
  /** US dollars per unit in us-east-1. */
  readonly rate: string;
  /** Text behind the price in the description. */
  readonly per: string;
  readonly family: string;
  /** `product/<key>` attributes. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** `product/servicecode` where it is not the product code. */
  readonly serviceCode?: string;
  /** Resource id with `{region}`, `{account}`, `{app}`, `{env}`, `{hex}` and `{n}`; empty where AWS names none. */
  readonly resource?: string;
  /** Sold without region. */
  readonly isGlobal?: boolean;
  /** Digits of the usage amount. */
  readonly places?: number;
  /** Savings Plans rates in percent of the on-demand rate, by the kinds of plans that apply. */
  readonly planPercents?: Readonly<Partial<Record<PlanKind, bigint>>>;
  /** Spot price in percent of the on-demand rate. */
  readonly spotPercent?: bigint;
  /** Runs in whole hours, so that its quantity is hours and not a metered volume. */
  readonly isInstance?: boolean;
  /** Metered in units per month of stored volume. */
  readonly isStored?: boolean;
  /** Delivered hour by hour in an hourly report; others come by day. */
  readonly isHourly?: boolean;
  readonly hasZone?: boolean;
  readonly normalization?: string;
};

export function service(
  code: string,
  name: string,
  focusCategory: string,
  focusSubcategory: string,
): Service {
  return { code, name, focusCategory, focusSubcategory };
}

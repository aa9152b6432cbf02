import type { ChargeKind } from "./charge-kind.ts";
import type { Clause, Condition } from "./rule.ts";

/** Categories of data transfer in the order of their rules: the first that matches takes a line item. */
export const TRANSFER_CATEGORIES = [
  "vpcPeering",
  "vpn",
  "interRegion",
  "directConnect",
  "cloudFront",
  "internetOut",
  "interZone",
  "transitGateway",
  "natGateway",
  "inbound",
  "otherTransfer",
] as const;

/** What runs by the hour or the request beside data transfer, and is not counted as it. */
export const NETWORK_CATEGORIES = [
  "natGatewayHours",
  "vpcEndpoints",
  "transitGatewayHours",
  "loadBalancers",
  "publicIpv4",
  "directConnectPorts",
  "vpnHours",
] as const;

export const CHARGE_CATEGORIES = [...TRANSFER_CATEGORIES, ...NETWORK_CATEGORIES] as const;
export type ChargeCategory = (typeof CHARGE_CATEGORIES)[number];

export type CategoryRule = {
  readonly id: ChargeCategory;
  readonly kind: Extract<ChargeKind, "dataTransfer" | "networkServices">;
  readonly condition: Condition;
};

const operation = (...values: readonly string[]): Clause => ({
  dimension: "operation",
  operator: "is",
  values,
});
const usage = (...values: readonly string[]): Clause => ({
  dimension: "usageType",
  operator: "contains",
  values,
});
const service = (...values: readonly string[]): Clause => ({ dimension: "service", operator: "is", values });
const family = (...values: readonly string[]): Clause => ({
  dimension: "productFamily",
  operator: "is",
  values,
});

/**
 * How AWS names data transfer in `lineItem/UsageType` and `lineItem/Operation`. Ports of Direct Connect and requests of CloudFront
 * are bought by the hour and the request, so only what moves bytes is taken here.
 */
export const CATEGORY_RULES: readonly CategoryRule[] = [
  transfer("vpcPeering", [operation("VPCPeering-In", "VPCPeering-Out")]),
  transfer("vpn", [operation("CreateVpnConnection"), usage("DataTransfer-Out-Bytes", "AWS-Out-Bytes")]),
  transfer("interRegion", [usage("AWS-Out-Bytes", "S3RTC")]),
  transfer("directConnect", [usage("DataXfer")], [service("AWSDirectConnect"), usage("Bytes")]),
  transfer("cloudFront", [service("AmazonCloudFront"), usage("Bytes")]),
  transfer("internetOut", [usage("DataTransfer-Out-Bytes", "DataTransfer-Out-ABytes")]),
  transfer("interZone", [usage("DataTransfer-Regional-Bytes", "DataTransfer-xAZ-")]),
  transfer("transitGateway", [usage("TransitGateway-Bytes")]),
  transfer("natGateway", [usage("NatGateway-Bytes")]),
  transfer("inbound", [usage("-In-Bytes", "-In-ABytes", "-In-OBytes")]),
  transfer(
    "otherTransfer",
    [family("Data Transfer")],
    [usage("Bytes"), usage("-In-", "-Out-", "-OOut-", "-Regional-")],
  ),
  network("natGatewayHours", [usage("NatGateway-Hours")]),
  network("vpcEndpoints", [usage("VpcEndpoint-Hours", "VpcEndpoint-Bytes")]),
  network("transitGatewayHours", [usage("TransitGateway-Hours")]),
  network("loadBalancers", [usage("LoadBalancerUsage", "LCUUsage")]),
  network("publicIpv4", [usage("PublicIPv4")]),
  network("directConnectPorts", [service("AWSDirectConnect")]),
  network("vpnHours", [usage("VPN-Usage-Hours")]),
];

function transfer(id: ChargeCategory, ...condition: Condition): CategoryRule {
  return { id, kind: "dataTransfer", condition };
}

function network(id: ChargeCategory, ...condition: Condition): CategoryRule {
  return { id, kind: "networkServices", condition };
}

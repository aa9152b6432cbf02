import type { ChargeKind } from "../charges/charge-kind.ts";
import type { ChargeScope } from "../charges/charge-scope.ts";
import type { ChargeCategory } from "../charges/transfer-category.ts";

const KINDS: Readonly<Record<ChargeKind, string>> = {
  dataTransfer: "Data transfer",
  networkServices: "Network services",
  marketplace: "Marketplace",
  support: "Support",
  tax: "Tax",
  credits: "Credits",
  refunds: "Refunds",
};

const CATEGORIES: Readonly<Record<ChargeCategory, string>> = {
  vpcPeering: "VPC peering",
  vpn: "VPN",
  interRegion: "Between regions",
  directConnect: "Direct Connect",
  cloudFront: "CloudFront",
  internetOut: "Out to the internet",
  interZone: "Between Availability Zones",
  transitGateway: "Transit gateway",
  natGateway: "NAT gateway",
  inbound: "Inbound",
  otherTransfer: "Other data transfer",
  natGatewayHours: "NAT gateway hours",
  vpcEndpoints: "VPC endpoints",
  transitGatewayHours: "Transit gateway hours",
  loadBalancers: "Load balancers",
  publicIpv4: "Public IPv4 addresses",
  directConnectPorts: "Direct Connect ports",
  vpnHours: "VPN connection hours",
};

export function chargeKindName(kind: ChargeKind): string {
  return KINDS[kind];
}

export function chargeCategoryName(category: ChargeCategory): string {
  return CATEGORIES[category];
}

/** What charges are kept, as a part of a sentence: `only Data transfer: VPN, Inbound`. */
export function chargeScopeWords({ kind, categories }: ChargeScope): string {
  const of = categories === null ? "" : `: ${categories.map(chargeCategoryName).join(", ")}`;
  return `only ${chargeKindName(kind)}${of}`;
}

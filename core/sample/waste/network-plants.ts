import { SERVICES as S } from "../prices/services.ts";
import { all, atPriceOf, line, planted, sold, unknown, type Plant } from "./plant.ts";

const hours = (usageType: string, rate: string, operation = "") =>
  sold(S.vpc, usageType, rate, { operation });
const nat = (mark: string): string => `arn:aws:ec2:eu-west-1:048172263915:natgateway/nat-0waste${mark}`;
const balancer = (mark: string): string =>
  `arn:aws:elasticloadbalancing:eu-west-1:048172263915:loadbalancer/app/waste-${mark}/1`;
const endpoint = (mark: string): string =>
  `arn:aws:ec2:eu-west-1:048172263915:vpc-endpoint/vpce-0waste${mark}`;
const natHours = sold(S.ec2, "NatGateway-Hours", "0.045", { operation: "NatGateway" });
const natBytes = sold(S.ec2, "NatGateway-Bytes", "0.045", { operation: "NatGateway", unit: "GB" });
const balancerHours = sold(S.elb, "LoadBalancerUsage", "0.0225", { operation: "LoadBalancing:Application" });
const endpointHours = hours("VpcEndpoint-Hours", "0.01", "VpcEndpoint");
const endpointBytes = sold(S.vpc, "VpcEndpoint-Bytes", "0.01", { operation: "VpcEndpoint", unit: "GB" });
const zone = (operation: string) =>
  sold(S.ec2, "DataTransfer-Regional-Bytes", "0.01", { operation, unit: "GB" });

/** Gateways, balancers, endpoints, addresses, traffic. */
export const NETWORK_PLANTS: readonly Plant[] = [
  planted("a gateway nothing goes through", ["security", "eu-west-1"], nat("idle"), [line(natHours, 24)], {
    "idle-nat-gateways": all,
  }),
  planted("a gateway with one byte a day", ["security", "eu-west-1"], nat("used"), [
    line(natHours, 24),
    line(natBytes, 1),
  ]),
  planted("a gateway of some days", ["security", "eu-west-1"], nat("new"), [line(natHours, 10)]),
  planted(
    "a gateway with much traffic",
    ["security", "eu-west-1"],
    nat("busy"),
    [line(natHours, 24), line(natBytes, 100)],
    {
      "nat-gateway-bytes": unknown,
    },
  ),
  planted(
    "a balancer nothing goes through",
    ["security", "eu-west-1"],
    balancer("idle"),
    [line(balancerHours, 24)],
    { "idle-load-balancers": all },
  ),
  planted("a balancer with traffic", ["security", "eu-west-1"], balancer("used"), [
    line(balancerHours, 24),
    line(sold(S.elb, "LCUUsage", "0.008", { operation: "LoadBalancing:Application", unit: "LCU-Hrs" }), 2),
  ]),
  planted(
    "an endpoint nothing goes through",
    ["security", "eu-west-1"],
    endpoint("idle"),
    [line(endpointHours, 24)],
    { "idle-endpoints": all },
  ),
  planted(
    "an endpoint with little traffic",
    ["security", "eu-west-1"],
    endpoint("little"),
    [line(endpointHours, 24), line(endpointBytes, 0.5)],
    {
      "little-used-endpoints": all,
    },
  ),
  planted("an endpoint with traffic", ["security", "eu-west-1"], endpoint("used"), [
    line(endpointHours, 24),
    line(endpointBytes, 4),
  ]),
  planted(
    "an address of nothing",
    ["security", "eu-west-1"],
    "arn:aws:ec2:eu-west-1:048172263915:elastic-ip/eipalloc-0wasteidle",
    [line(hours("PublicIPv4:IdleAddress", "0.005"), 24)],
    {
      "idle-addresses": all,
    },
  ),
  planted(
    "an address in use",
    ["security", "eu-west-1"],
    "arn:aws:ec2:eu-west-1:048172263915:network-interface/eni-0wasteused",
    [line(hours("PublicIPv4:InUseAddress", "0.005"), 24)],
    {
      "in-use-addresses": unknown,
    },
  ),
  planted(
    "an address for some hours",
    ["security", "eu-west-1"],
    "arn:aws:ec2:eu-west-1:048172263915:network-interface/eni-0wasteshort",
    [line(hours("PublicIPv4:InUseAddress", "0.005"), 2)],
  ),
  planted(
    "traffic that goes one way",
    ["security", "eu-west-1"],
    "i-0wastezonesaway",
    [line(zone("InterZone-In"), 100), line(zone("InterZone-Out"), 4_000)],
    {
      "inter-zone-traffic": unknown,
    },
    { key: "eu-west-1" },
  ),
  planted(
    "traffic that goes both ways",
    ["security", "us-west-2"],
    "i-0wastezonesboth",
    [line(zone("InterZone-In"), 4_000), line(zone("InterZone-Out"), 4_000)],
    {},
    { key: "us-west-2" },
  ),
  planted(
    "a bucket that sends to the internet",
    ["security", "us-west-2"],
    "waste-bucket-public",
    [line(sold(S.s3, "DataTransfer-Out-Bytes", "0.09", { operation: "GetObject", unit: "GB" }), 200)],
    {
      "internet-egress": ({ cost, usage, own }) =>
        cost() - atPriceOf(usage(), own(S.cloudFront, /DataTransfer-Out-Bytes$/)),
    },
  ),
  planted("a bucket that sends little", ["security", "us-west-2"], "waste-bucket-shy", [
    line(sold(S.s3, "DataTransfer-Out-Bytes", "0.09", { operation: "GetObject", unit: "GB" }), 2),
  ]),
  planted(
    "a web ACL without a request",
    ["security", "eu-west-1"],
    "arn:aws:wafv2:eu-west-1:048172263915:regional/webacl/waste-idle/1",
    [line(sold(S.firewall, "WebACLV2", "5", { unit: "Month" }), 1 / 32)],
    {
      "idle-web-acls": all,
    },
  ),
  planted(
    "a web ACL with requests",
    ["security", "eu-west-1"],
    "arn:aws:wafv2:eu-west-1:048172263915:regional/webacl/waste-used/1",
    [
      line(sold(S.firewall, "WebACLV2", "5", { unit: "Month" }), 1 / 32),
      line(sold(S.firewall, "RequestV2-Tier1", "0.0000006", { unit: "Requests" }), 1_000),
    ],
  ),
];

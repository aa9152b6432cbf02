import { SERVICES as S } from "../prices/services.ts";
import { all, atPriceOf, line, planted, share, sold, unknown, type Plant } from "./plant.ts";

const WORK_SPOT = share(5_500);

function instance(type: string, rate: string, operation = "RunInstances") {
  return sold(S.ec2, `BoxUsage:${type}`, rate, { operation, instance: type });
}

const id = (mark: string): string => `i-0waste${mark.padEnd(11, "0")}`;

/** Instances, functions, clusters. */
export const COMPUTE_PLANTS: readonly Plant[] = [
  planted(
    "development that never sleeps",
    ["development", "eu-west-1"],
    id("nights"),
    [line(instance("m7g.xlarge", "0.1632"), 24)],
    {
      "always-on-non-production": ({ cost }) => (cost() * 108n) / 168n,
      "spot-candidates": WORK_SPOT,
    },
  ),
  planted(
    "development in working hours",
    ["development", "eu-west-1"],
    id("days"),
    [line(instance("m7g.large", "0.0816"), 10)],
    {
      "spot-candidates": WORK_SPOT,
    },
  ),
  planted(
    "production that never sleeps",
    ["production", "eu-west-1"],
    id("prod"),
    [line(instance("c7g.large", "0.0725"), 24)],
    {
      "spot-candidates": WORK_SPOT,
    },
  ),
  planted(
    "Intel without a Graviton price of its own",
    ["production", "eu-west-1"],
    id("intel"),
    [line(instance("r6i.xlarge", "0.252"), 24)],
    {
      "graviton-ec2": share(2_000),
      "spot-candidates": WORK_SPOT,
    },
  ),
  planted(
    "AMD without a Graviton price of its own",
    ["production", "eu-west-1"],
    id("amd"),
    [line(instance("c6a.2xlarge", "0.306"), 24)],
    {
      "graviton-ec2": share(1_000),
      "spot-candidates": WORK_SPOT,
    },
  ),
  planted(
    "Intel beside its Graviton twin",
    ["security", "us-west-2"],
    id("twin"),
    [line(instance("m5.4xlarge", "0.768"), 24)],
    {
      "graviton-ec2": ({ cost, usage, own }) =>
        cost() - atPriceOf(usage(), own(S.ec2, /BoxUsage:m7g[.]4xlarge$/, "us-west-2")),
      "spot-candidates": WORK_SPOT,
    },
  ),
  planted(
    "the Graviton twin",
    ["security", "us-west-2"],
    id("arm"),
    [line(instance("m7g.4xlarge", "0.6528"), 24)],
    {
      "spot-candidates": WORK_SPOT,
    },
  ),
  planted("Windows on Intel", ["production", "eu-west-1"], id("windows"), [
    line(instance("m6i.large", "0.188", "RunInstances:0002"), 24),
  ]),
  planted(
    "an instance of 2012",
    ["production", "eu-west-1"],
    id("old"),
    [line(instance("m3.large", "0.133"), 24)],
    {
      "previous-generation": share(500),
      "spot-candidates": WORK_SPOT,
    },
  ),
  planted("an old instance on Spot", ["production", "eu-west-1"], id("spot"), [
    line(
      {
        ...sold(S.ec2, "SpotUsage:m3.large", "0.133", {
          operation: "RunInstances:SV001",
          instance: "m3.large",
        }),
        spotPercent: 40n,
      },
      24,
    ),
  ]),
  planted(
    "reserved capacity that nobody uses",
    ["production", "eu-west-1"],
    "cr-0waste0000000001",
    [
      line(
        sold(S.ec2, "UnusedBox:m7g.large", "0.0816", { operation: "RunInstances", instance: "m7g.large" }),
        24,
      ),
    ],
    {
      "unused-capacity-reservations": all,
    },
  ),
  planted(
    "bursting without an end",
    ["production", "eu-west-1"],
    id("burst"),
    [line(sold(S.ec2, "CPUCredits:t4g", "0.04", { operation: "RunInstances", unit: "vCPU-Hours" }), 12)],
    {
      "burst-credits": unknown,
    },
  ),
  planted("bursting now and then", ["production", "eu-west-1"], id("calm"), [
    line(sold(S.ec2, "CPUCredits:t4g", "0.04", { operation: "RunInstances", unit: "vCPU-Hours" }), 0.5),
  ]),
  planted(
    "a function on x86",
    ["production", "eu-west-1"],
    "arn:aws:lambda:eu-west-1:517364028841:function:waste-x86",
    [
      line(
        sold(S.lambda, "Lambda-GB-Second", "0.0000166667", { operation: "Invoke", unit: "Lambda-GB-Second" }),
        90_000,
      ),
    ],
    {
      "lambda-arm": share(2_000),
    },
  ),
  planted(
    "a function on arm64",
    ["production", "eu-west-1"],
    "arn:aws:lambda:eu-west-1:517364028841:function:waste-arm",
    [
      line(
        sold(S.lambda, "Lambda-GB-Second-ARM", "0.0000133334", {
          operation: "Invoke",
          unit: "Lambda-GB-Second",
        }),
        90_000,
      ),
    ],
  ),
  planted(
    "a cluster of an old Kubernetes",
    ["production", "eu-west-1"],
    "arn:aws:eks:eu-west-1:517364028841:cluster/waste-old",
    [
      line(
        sold(S.eks, "AmazonEKS-Hours:perCluster", "0.1", { operation: "CreateOperation", unit: "Hours" }),
        24,
      ),
      line(
        sold(S.eks, "AmazonEKS-Hours:extendedSupport", "0.5", {
          operation: "ExtendedSupport",
          unit: "Hours",
        }),
        24,
      ),
    ],
    { "eks-extended-support": ({ cost }) => cost(/extendedSupport/) },
  ),
  planted(
    "a cluster of an old Kubernetes whose extended support is not charged yet",
    ["production", "eu-west-1"],
    "arn:aws:eks:eu-west-1:517364028841:cluster/waste-uncharged",
    [
      line(
        sold(S.eks, "AmazonEKS-Hours:extendedSupport", "0", {
          operation: "ExtendedSupport",
          unit: "Hours",
        }),
        24,
      ),
    ],
    { "eks-extended-support": () => null },
  ),
  planted(
    "a cluster of a new Kubernetes",
    ["production", "eu-west-1"],
    "arn:aws:eks:eu-west-1:517364028841:cluster/waste-new",
    [
      line(
        sold(S.eks, "AmazonEKS-Hours:perCluster", "0.1", { operation: "CreateOperation", unit: "Hours" }),
        24,
      ),
    ],
  ),
];

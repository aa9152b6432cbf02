import type { Offer, PlanKind } from "./offer.ts";
import { SERVICES } from "./services.ts";

type InstanceShape = { readonly type: string; readonly vcpu: string; readonly memory: string };

const FAMILIES: Readonly<Record<string, string>> = {
  m: "General purpose",
  t: "General purpose",
  c: "Compute optimized",
  r: "Memory optimized",
  g: "GPU instance",
  p: "GPU instance",
};
const NORMALIZATION: Readonly<Record<string, string>> = {
  medium: "2",
  large: "4",
  xlarge: "8",
  "2xlarge": "16",
  "4xlarge": "32",
  "8xlarge": "64",
  "12xlarge": "96",
  "24xlarge": "192",
};

/** Instances, containers and functions: everything a Compute Savings Plan may cover, and Spot. */
export const COMPUTE_OFFERS = {
  m6iLarge: instance("m6i.large", "2", "8 GiB", "0.096", 73n),
  m6i2xl: instance("m6i.2xlarge", "8", "32 GiB", "0.384", 73n),
  m6i4xl: instance("m6i.4xlarge", "16", "64 GiB", "0.768", 73n),
  m6i8xl: instance("m6i.8xlarge", "32", "128 GiB", "1.536", 73n),
  c6iXl: instance("c6i.xlarge", "4", "8 GiB", "0.17", 72n),
  c6i8xl: instance("c6i.8xlarge", "32", "64 GiB", "1.36", 72n),
  c7g8xl: instance("c7g.8xlarge", "32", "64 GiB", "1.16", 71n),
  r6i8xl: instance("r6i.8xlarge", "32", "256 GiB", "2.016", 74n),
  t3Medium: instance("t3.medium", "2", "4 GiB", "0.0416", 72n),
  t3Large: instance("t3.large", "2", "8 GiB", "0.0832", 72n),
  g52xl: instance("g5.2xlarge", "8", "32 GiB", "1.212", 77n),
  g512xl: instance("g5.12xlarge", "48", "192 GiB", "5.672", 77n),
  windowsM6iXl: windows("m6i.xlarge", "4", "16 GiB", "0.376"),
  spotC6i8xl: spot("c6i.8xlarge", "32", "64 GiB", "1.36", 38n),
  spotM6i4xl: spot("m6i.4xlarge", "16", "64 GiB", "0.768", 41n),
  spotG512xl: spot("g5.12xlarge", "48", "192 GiB", "5.672", 46n),
  fargateCpu: fargate("Fargate-vCPU-Hours:perCPU", "0.04048", "AWS Fargate - vCPU", "perCPU"),
  fargateMemory: fargate("Fargate-GB-Hours", "0.004445", "AWS Fargate - Memory", "perGB"),
  lambdaDuration: {
    service: SERVICES.lambda,
    usageType: "Lambda-GB-Second",
    operation: "Invoke",
    unit: "Lambda-GB-Second",
    rate: "0.0000166667",
    per: "AWS Lambda - Total Compute",
    family: "Serverless",
    attributes: { group: "AWS-Lambda-Duration", groupDescription: "Invocation duration weighted by memory" },
    resource: "arn:aws:lambda:{region}:{account}:function:{app}-{n}",
    places: 0,
    planPercents: { ComputeSavingsPlans: 88n },
    isHourly: true,
  },
  lambdaRequests: {
    service: SERVICES.lambda,
    usageType: "Request",
    operation: "Invoke",
    unit: "Lambda-Requests",
    rate: "0.0000002",
    per: "AWS Lambda - Total Requests",
    family: "Serverless",
    attributes: { group: "AWS-Lambda-Requests", groupDescription: "Invocation call for a Lambda function" },
    resource: "arn:aws:lambda:{region}:{account}:function:{app}-{n}",
    places: 0,
  },
  eksCluster: {
    service: SERVICES.eks,
    usageType: "AmazonEKS-Hours:perCluster",
    operation: "CreateOperation",
    unit: "Hours",
    rate: "0.10",
    per: "Amazon EKS cluster usage",
    family: "Compute",
    resource: "arn:aws:eks:{region}:{account}:cluster/{app}-{env}",
    isInstance: true,
  },
  registryStorage: {
    service: SERVICES.ecr,
    usageType: "TimedStorage-ByteHrs",
    operation: "EUW1-ECRStorage",
    unit: "GB-Mo",
    rate: "0.10",
    per: "GB-month of data storage",
    family: "EC2 Container Registry",
    resource: "arn:aws:ecr:{region}:{account}:repository/{app}",
    isStored: true,
  },
} as const satisfies Record<string, Offer>;

function instance(type: string, vcpu: string, memory: string, rate: string, planPercent: bigint): Offer {
  return {
    ...machine({ type, vcpu, memory }, rate, "Linux"),
    usageType: `BoxUsage:${type}`,
    operation: "RunInstances",
    per: `On Demand Linux ${type} Instance Hour`,
    planPercents: planPercents(planPercent),
  };
}

function windows(type: string, vcpu: string, memory: string, rate: string): Offer {
  return {
    ...machine({ type, vcpu, memory }, rate, "Windows"),
    usageType: `BoxUsage:${type}`,
    operation: "RunInstances:0002",
    per: `On Demand Windows ${type} Instance Hour`,
    planPercents: planPercents(84n),
  };
}

function spot(type: string, vcpu: string, memory: string, rate: string, spotPercent: bigint): Offer {
  return {
    ...machine({ type, vcpu, memory }, rate, "Linux"),
    usageType: `SpotUsage:${type}`,
    operation: "RunInstances:SV009",
    per: `${type} Linux/UNIX Spot Instance-hour`,
    spotPercent,
  };
}

/** A plan tied to a family in a region is cheaper than one for any compute. */
function planPercents(compute: bigint): Partial<Record<PlanKind, bigint>> {
  return { ComputeSavingsPlans: compute, EC2InstanceSavingsPlans: compute - 8n };
}

function machine(shape: InstanceShape, rate: string, operatingSystem: string) {
  const { type, vcpu, memory } = shape;
  const size = type.split(".")[1] ?? "";
  const normalization = NORMALIZATION[size] ?? "1";
  return {
    service: SERVICES.ec2,
    unit: "Hrs",
    rate,
    family: "Compute Instance",
    resource: "i-0{hex}",
    isInstance: true,
    isHourly: true,
    hasZone: true,
    normalization,
    attributes: {
      capacitystatus: "Used",
      currentGeneration: "Yes",
      instanceFamily: FAMILIES[type.charAt(0)] ?? "",
      instanceType: type,
      instanceTypeFamily: type.split(".")[0] ?? "",
      licenseModel: "No License required",
      marketoption: "OnDemand",
      memory,
      normalizationSizeFactor: normalization,
      operatingSystem,
      preInstalledSw: "NA",
      storage: "EBS only",
      tenancy: "Shared",
      vcpu,
    },
  };
}

function fargate(usageType: string, rate: string, per: string, cputype: string): Offer {
  return {
    service: SERVICES.ecs,
    usageType,
    operation: "FargateTask",
    unit: "hours",
    rate,
    per: `${per} - Linux`,
    family: "Compute",
    attributes: { cputype, tenancy: "Shared" },
    resource: "arn:aws:ecs:{region}:{account}:task/{app}-{env}/{hex}{hex}",
    places: 2,
    planPercents: { ComputeSavingsPlans: 80n },
    isHourly: true,
  };
}

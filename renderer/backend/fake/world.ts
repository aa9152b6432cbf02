import type { DimensionId } from "#core/cost/dimension/dimension-ref.ts";
import { addDays, addMonths, periodOf, rangeOfPeriod, type UsageDate } from "#core/time/period.ts";

/** First day, first day without data, and the day that counts as today. */
export const WORLD = { from: "2025-10-01", to: "2026-10-21", today: "2026-10-21" } as const;

/** One source of cost: its dimensions and its price on a day in micro-dollars. */
export type Stream = {
  readonly dimensions: Readonly<Partial<Record<DimensionId, string>>> & {
    readonly "tag:team": string | null;
  };
  readonly unit: string;
  readonly on: (day: UsageDate) => number;
};

const ACCOUNTS = [
  ["111122223333", "Shop production", 1],
  ["111122224444", "Shop staging", 0.22],
  ["111122225555", "Data platform", 0.74],
  ["111122226666", "Machine learning", 0.38],
  ["111122227777", "Shared services", 0.31],
  ["111122228888", "Sandbox", 0.06],
] as const;

const REGIONS = [
  ["eu-west-1", 1],
  ["us-east-1", 0.62],
  ["ap-southeast-2", 0.17],
] as const;

const TEAMS = ["checkout", "search", "data", "platform", null] as const;

/** service code, product name, usage types with unit and dollars a day in the largest account */
const SERVICES = [
  [
    "AmazonEC2",
    "Amazon Elastic Compute Cloud",
    [
      ["BoxUsage:m6i.2xlarge", "Hrs", 310],
      ["BoxUsage:c6g.xlarge", "Hrs", 124],
      ["EBS:VolumeUsage.gp3", "GB-Mo", 86],
      ["DataTransfer-Out-Bytes", "GB", 41],
    ],
  ],
  [
    "AmazonRDS",
    "Amazon Relational Database Service",
    [
      ["InstanceUsage:db.r6g.2xl", "Hrs", 168],
      ["RDS:GP3-Storage", "GB-Mo", 37],
    ],
  ],
  [
    "AmazonS3",
    "Amazon Simple Storage Service",
    [
      ["TimedStorage-ByteHrs", "GB-Mo", 92],
      ["Requests-Tier1", "Requests", 14],
    ],
  ],
  [
    "AWSLambda",
    "AWS Lambda",
    [
      ["Lambda-GB-Second", "Lambda-GB-Second", 39],
      ["Request", "Requests", 8],
    ],
  ],
  ["AmazonCloudFront", "Amazon CloudFront", [["EU-DataTransfer-Out-Bytes", "GB", 58]]],
  ["AmazonDynamoDB", "Amazon DynamoDB", [["PayPerRequestThroughput", "ReadRequestUnits", 44]]],
  ["AmazonEKS", "Amazon Elastic Kubernetes Service", [["EUW1-AmazonEKS-Hours:perCluster", "Hrs", 12]]],
  ["AmazonElastiCache", "Amazon ElastiCache", [["NodeUsage:cache.r6g.large", "Hrs", 33]]],
  ["AmazonES", "Amazon OpenSearch Service", [["ESInstance:r6g.large", "Hrs", 29]]],
  ["AmazonCloudWatch", "Amazon CloudWatch", [["DataProcessing-Bytes", "GB", 26]]],
  ["AWSSupportBusiness", "AWS Support (Business)", [["Dollar", "Dollar", 31]]],
  ["AmazonVPC", "Amazon Virtual Private Cloud", [["NatGateway-Bytes", "GB", 23]]],
  ["AmazonSageMaker", "Amazon SageMaker", [["Train:ml.g5.2xlarge", "Hrs", 62]]],
  ["AmazonKinesis", "Amazon Kinesis", [["Storage-ShardHour", "Hrs", 11]]],
  ["awskms", "AWS Key Management Service", [["KMS-Requests", "Requests", 2.4]]],
  ["AmazonRoute53", "Amazon Route 53", [["DNS-Queries", "Queries", 1.7]]],
] as const;

export const LABELS: Readonly<Record<string, string>> = Object.fromEntries([
  ...ACCOUNTS.map(([id, name]) => [id, name]),
  ...SERVICES.map(([code, name]) => [code, name]),
]);

/** The streams of a mid-size company; the same every time. */
export function streams(): readonly Stream[] {
  return SERVICES.flatMap(([service, , usages]) =>
    ACCOUNTS.flatMap(([account, , size], accountIndex) =>
      REGIONS.flatMap(([region, weight], regionIndex) =>
        usages.map(([usageType, unit, dollars], usageIndex) => {
          const seed = hash(`${service}${account}${region}${usageType}`);
          const team = TEAMS[(accountIndex + usageIndex + regionIndex) % TEAMS.length] ?? null;
          return {
            dimensions: {
              service,
              linkedAccount: account,
              payerAccount: "111122223333",
              region,
              usageType,
              operation: usageType.startsWith("BoxUsage") ? "RunInstances" : "",
              lineItemType: seed % 5 === 0 ? "SavingsPlanCoveredUsage" : "Usage",
              purchaseOption: seed % 5 === 0 ? "Savings Plan" : "On-Demand",
              currency: "USD",
              "tag:team": team,
            },
            unit,
            on: (day: UsageDate) => amountOn(day, seed, dollars * size * weight, service),
          };
        }),
      ),
    ),
  );
}

/** Growth over the year, a week's shape, some noise, and one spike of SageMaker training. */
function amountOn(day: UsageDate, seed: number, dollars: number, service: string): number {
  if (day < WORLD.from || day >= WORLD.to) return 0;
  const age = (Date.parse(day) - Date.parse(WORLD.from)) / 86_400_000;
  const growth = 0.78 + (age / 385) * (0.3 + (seed % 7) / 20);
  const weekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) ? 0.8 : 1;
  const noise = 0.94 + (hash(`${seed}${day}`) % 120) / 1_000;
  const spike = service === "AmazonSageMaker" && day >= "2026-10-07" && day < "2026-10-12" ? 3.4 : 1;
  return Math.round(dollars * growth * weekend * noise * spike * 1e6);
}

export function periods(): readonly string[] {
  const found: string[] = [];
  for (let period = periodOf(WORLD.from); period <= periodOf(WORLD.to); period = addMonths(period, 1))
    found.push(period);
  return found;
}

export function daysOf(from: UsageDate, to: UsageDate): readonly UsageDate[] {
  const days: UsageDate[] = [];
  for (let day = from; day < to; day = addDays(day, 1)) days.push(day);
  return days;
}

export function lastDayOf(period: string): UsageDate {
  const { to } = rangeOfPeriod(period);
  return addDays(to < WORLD.to ? to : WORLD.to, -1);
}

function hash(text: string): number {
  let value = 2_166_136_261;
  for (const mark of text) value = Math.imul(value ^ mark.charCodeAt(0), 16_777_619) >>> 0;
  return value;
}

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ChargesAnswer, ChargesQuery } from "#core/charges/charges-query.ts";
import { CHARGE_CATEGORIES } from "#core/charges/transfer-category.ts";
import { formatScaled } from "#core/money/decimal.ts";
import { type Fixture, fixture, type FixtureRow } from "../cost/testing/fixture.ts";
import { answerCharges } from "./answer-charges.ts";

/** category, service, usage type, operation, and product family where it decides */
const CASES = [
  ["vpcPeering", "AmazonEC2", "EU-DataTransfer-Regional-Bytes", "VPCPeering-In"],
  ["vpcPeering", "AmazonEC2", "USE1-EUC1-AWS-Out-Bytes", "VPCPeering-Out"],
  ["vpn", "AmazonVPC", "DataTransfer-Out-Bytes", "CreateVpnConnection"],
  ["vpn", "AmazonVPC", "USE1-EU-AWS-Out-Bytes", "CreateVpnConnection"],
  ["interRegion", "AmazonEC2", "USE1-EUC1-AWS-Out-Bytes", "PublicIP-Out"],
  ["interRegion", "AmazonS3", "USE1-USW2-S3RTC-Out-Bytes", "PutObject"],
  ["directConnect", "AWSDirectConnect", "EUC1-DataXfer-Out:dc.3", "CreateVirtualInterface"],
  ["directConnect", "AmazonEC2", "USE1-DataXfer-In:dc.1", ""],
  ["directConnect", "AWSDirectConnect", "DataTransfer-Out-Bytes", ""],
  ["cloudFront", "AmazonCloudFront", "EU-DataTransfer-Out-Bytes", "GET"],
  ["cloudFront", "AmazonCloudFront", "US-DataTransfer-Out-OBytes", "PUT"],
  ["internetOut", "AmazonEC2", "EUC1-DataTransfer-Out-Bytes", "RunInstances"],
  ["internetOut", "AmazonS3", "DataTransfer-Out-ABytes", "GetObject"],
  ["interZone", "AmazonEC2", "DataTransfer-Regional-Bytes", "InterZone-In"],
  ["interZone", "AmazonEC2", "DataTransfer-Regional-Bytes", "InterZone-Out"],
  ["interZone", "AmazonMSK", "USE1-DataTransfer-xAZ-Out-Bytes", ""],
  ["transitGateway", "AmazonVPC", "EUW2-TransitGateway-Bytes", "TransitGatewayVPC"],
  ["natGateway", "AmazonEC2", "EU-NatGateway-Bytes", "NatGateway"],
  ["inbound", "AmazonEC2", "DataTransfer-In-Bytes", "RunInstances"],
  ["inbound", "AmazonEC2", "USE1-EUC1-AWS-In-Bytes", "PublicIP-In"],
  ["otherTransfer", "AmazonS3", "USE1-CloudFront-Out-Bytes", "GetObject"],
  ["otherTransfer", "AmazonRoute53", "Something-new", "", "Data Transfer"],
  ["natGatewayHours", "AmazonEC2", "NatGateway-Hours", "NatGateway"],
  ["vpcEndpoints", "AmazonVPC", "EU-VpcEndpoint-Hours", "VpcEndpoint"],
  ["vpcEndpoints", "AmazonVPC", "EU-VpcEndpoint-Bytes", "VpcEndpoint"],
  ["transitGatewayHours", "AmazonVPC", "TransitGateway-Hours", "TransitGatewayVPC"],
  ["loadBalancers", "AWSELB", "EU-LoadBalancerUsage", "LoadBalancing:Application"],
  ["loadBalancers", "AWSELB", "LCUUsage", "LoadBalancing:Network"],
  ["publicIpv4", "AmazonVPC", "EU-PublicIPv4:InUseAddress", "AllocateAddressVPC"],
  ["directConnectPorts", "AWSDirectConnect", "EUC1-PortUsage:10G", "CreateConnection"],
  ["vpnHours", "AmazonVPC", "VPN-Usage-Hours:ipsec.1", "CreateVpnConnection"],
  [null, "AmazonEC2", "BoxUsage:m6i.large", "RunInstances"],
  [null, "AmazonCloudFront", "US-Requests-Tier1", "GET"],
  [null, "AmazonCloudWatch", "DataProcessing-Bytes", "PutLogEvents"],
  [null, "AmazonKinesis", "OnDemand-BilledIncomingBytes", "PutRecord"],
  [null, "AmazonS3", "TimedStorage-ByteHrs", "StandardStorage"],
] as const;
const RANGE = { from: "2026-10-01", to: "2026-11-01" };

describe("FOCUS files", () => {
  let made: Fixture;

  beforeAll(async () => {
    const row = {
      BillingCurrency: "USD",
      ChargePeriodStart: "2026-10-05T00:00:00Z",
      x_ServiceCode: "AmazonEC2",
    };
    made = await fixture([
      {
        id: "f1",
        format: "focus",
        billingPeriod: "2026-10",
        rows: [
          { ...row, ChargeCategory: "Tax", BilledCost: "7" },
          { ...row, ChargeCategory: "Adjustment", BilledCost: "-3" },
          { ...row, ChargeCategory: "Usage", BilledCost: "5", x_UsageType: "NatGateway-Bytes" },
        ],
      },
    ]);
  });
  afterAll(() => made.close());

  const ask = (query: Pick<ChargesQuery, "kind" | "groupBy">): Promise<ChargesAnswer> =>
    made.database.read((connection) =>
      answerCharges(connection, made.directory, made.deliveries, {
        category: null,
        metric: "unblended",
        range: RANGE,
        filters: [],
        currency: null,
        ...query,
      }),
    );

  test("know no tax type, which is said of the months that have tax", async () => {
    const { total, lacking } = await ask({ kind: "tax", groupBy: "taxType" });
    expect(total).toBe("7.0000000000");
    expect(lacking).toEqual([{ billingPeriod: "2026-10", dimensions: ["taxType"] }]);
    expect((await ask({ kind: "credits", groupBy: "service" })).lacking).toEqual([]);
  });

  test("call a refund an adjustment, and without operations some categories cannot be told", async () => {
    expect((await ask({ kind: "refunds", groupBy: "service" })).total).toBe("-3.0000000000");
    const { groups, lacking } = await ask({ kind: "dataTransfer", groupBy: "category" });
    expect(groups.map(({ key }) => key)).toEqual([["natGateway"]]);
    expect(lacking).toEqual([{ billingPeriod: "2026-10", dimensions: ["operation"] }]);
  });

  test("without a quantity there is no volume and no rate, not zero", async () => {
    const { volume } = await ask({ kind: "dataTransfer", groupBy: "category" });
    expect(volume).toMatchObject({ gigabytes: null, rate: null });
  });
});

describe("categories", () => {
  let made: Fixture;

  beforeAll(async () => {
    made = await fixture([
      { id: "d1", format: "legacy", billingPeriod: "2026-10", rows: [...CASES.map(caseRow), ...strangers()] },
    ]);
  });
  afterAll(() => made.close());

  const ask = (query: Partial<ChargesQuery>): Promise<ChargesAnswer> =>
    made.database.read((connection) =>
      answerCharges(connection, made.directory, made.deliveries, {
        kind: "dataTransfer",
        category: null,
        groupBy: "category",
        metric: "unblended",
        range: RANGE,
        filters: [],
        currency: null,
        ...query,
      }),
    );

  test.each(["dataTransfer", "networkServices"] as const)("of %s take each line item once", async (kind) => {
    const { groups, total, lineItems } = await ask({ kind });
    const found = new Map(groups.map(({ key: [key], total: sum }) => [key, sum]));
    const wanted = new Map<string, bigint>();
    for (const [at, [category]] of CASES.entries())
      if (category !== null && isOf(kind, category))
        wanted.set(category, (wanted.get(category) ?? 0n) + costOf(at));
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries([...wanted].map(([category, sum]) => [category, formatScaled(sum)])),
    );
    expect(total).toBe(formatScaled([...wanted.values()].reduce((sum, part) => sum + part, 0n)));
    expect(lineItems).toBe(CASES.filter(([category]) => category !== null && isOf(kind, category)).length);
  });

  test("every category has a line item in this test", () => {
    expect(new Set(CASES.flatMap(([category]) => category ?? []))).toEqual(new Set(CHARGE_CATEGORIES));
  });

  test("every other division has the same total", async () => {
    const { total } = await ask({});
    for (const groupBy of ["linkedAccount", "service", "usage"] as const)
      expect((await ask({ groupBy })).total).toBe(total);
  });

  test("pairs of regions are read from the usage type, and narrow to their line items", async () => {
    const { groups, total } = await ask({ groupBy: "regionPair" });
    expect(total).toBe((await ask({ category: "interRegion" })).total);
    expect(groups.map(({ key }) => key)).toEqual([
      ["us-east-1", "us-west-2"],
      ["us-east-1", "eu-central-1"],
    ]);
    for (const group of groups) {
      const { total: narrowed } = await ask({ category: "interRegion", filters: group.narrow });
      expect(narrowed).toBe(group.total);
    }
  });

  test("volume and rate are of what is counted in gigabytes", async () => {
    const { groups } = await ask({ category: "transitGateway" });
    const at = CASES.findIndex(([category]) => category === "transitGateway");
    expect(groups[0]?.volume).toEqual({
      gigabytes: formatScaled(BigInt(at + 1) * 10n ** 18n),
      byMonth: [formatScaled(BigInt(at + 1) * 10n ** 18n)],
      cost: formatScaled(BigInt(2 * (at + 1)) * 10n ** 18n),
      rate: "2.0000000000",
      otherUnits: [],
    });
    const other = await ask({ category: "otherTransfer", groupBy: "usage" });
    const strange = other.groups.find(({ key }) => key[1] === "Something-new");
    expect(strange?.volume).toEqual({
      gigabytes: null,
      byMonth: [null],
      cost: null,
      rate: null,
      otherUnits: ["Queries"],
    });
  });
});

function caseRow(
  [category, service, usageType, operation, family]: (typeof CASES)[number],
  at: number,
): FixtureRow {
  return {
    "lineItem/LineItemType": "Usage",
    "lineItem/UsageStartDate": "2026-10-05T00:00:00Z",
    "bill/BillingEntity": "AWS",
    "lineItem/CurrencyCode": "USD",
    "lineItem/ProductCode": service,
    "lineItem/UsageType": usageType,
    "lineItem/Operation": operation,
    "lineItem/UsageAccountId": at % 2 === 0 ? "000000000001" : "000000000002",
    "product/ProductFamily": family ?? null,
    "pricing/unit": family === undefined ? (category === "transitGateway" ? "GigaBytes" : "GB") : "Queries",
    "lineItem/UsageAmount": String(at + 1),
    "lineItem/UnblendedCost": String(2 * (at + 1)),
  };
}

/** Nothing of these is data transfer, whatever their usage type says. */
function strangers(): readonly FixtureRow[] {
  const row = caseRow(CASES[11], 900);
  return [
    { ...row, "lineItem/LineItemType": "Credit" },
    { ...row, "lineItem/LineItemType": "Tax" },
    { ...row, "lineItem/LineItemType": "EdpDiscount" },
    { ...row, "bill/BillingEntity": "AWS Marketplace" },
    { ...row, "lineItem/Operation": "EKSPod-EC2" },
  ];
}

function costOf(at: number): bigint {
  return BigInt(2 * (at + 1)) * 10n ** 18n;
}

function isOf(kind: "dataTransfer" | "networkServices", category: string): boolean {
  return CHARGE_CATEGORIES.findIndex((id) => id === category) <= 10 === (kind === "dataTransfer");
}

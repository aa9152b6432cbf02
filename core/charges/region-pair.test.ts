import { expect, it } from "vitest";
import { namesBothRegions, regionPairOf } from "./region-pair.ts";

it.each([
  ["USE1-EUC1-AWS-Out-Bytes", "us-east-1", "us-east-1", "eu-central-1"],
  ["EU-USE1-AWS-Out-Bytes", "eu-west-1", "eu-west-1", "us-east-1"],
  ["APS3-APN1-S3RTC-Out-Bytes", null, "ap-south-1", "ap-northeast-1"],
  ["EUC1-AWS-Out-Bytes", "eu-central-1", "eu-central-1", null],
  ["EUC1-AWS-Out-Bytes", "us-east-1", "us-east-1", "eu-central-1"],
  ["AWS-Out-Bytes", null, "us-east-1", null],
  ["XYZ9-USW2-AWS-Out-Bytes", null, "XYZ9", "us-west-2"],
  [null, "eu-west-3", "eu-west-3", null],
])("%s in %s goes from %s to %s", (usageType, region, from, to) => {
  expect(regionPairOf(usageType, region)).toEqual({ from, to });
});

it("knows when the usage type alone tells both ends", () => {
  expect(["USE1-EUC1-AWS-Out-Bytes", "EUC1-AWS-Out-Bytes", null].map(namesBothRegions)).toEqual([
    true,
    false,
    false,
  ]);
});

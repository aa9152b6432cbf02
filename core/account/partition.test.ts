import { expect, test } from "vitest";
import { consoleAddress, dnsSuffix, homeRegion, partitionOf } from "./partition.ts";

test.each([
  ["aws", "us-east-1", "amazonaws.com"],
  ["aws-cn", "cn-northwest-1", "amazonaws.com.cn"],
  ["aws-us-gov", "us-gov-west-1", "amazonaws.com"],
  ["aws-eusc", "eusc-de-east-1", "amazonaws.eu"],
  ["aws-iso", "us-iso-east-1", "c2s.ic.gov"],
  ["aws-iso-b", "us-isob-east-1", "sc2s.sgov.gov"],
  ["aws-iso-e", "eu-isoe-west-1", "cloud.adc-e.uk"],
  ["aws-iso-f", "us-isof-south-1", "csp.hci.ic.gov"],
])("billing of %s answers in %s, under %s, which lies in it", (partition, region, suffix) => {
  expect(homeRegion(partition)).toBe(region);
  expect(dnsSuffix(partition)).toBe(suffix);
  expect(partitionOf(region)).toBe(partition);
});

test("every other region is a commercial one", () => {
  expect(["eu-west-1", "ap-southeast-2", "US-EAST-1", ""].map(partitionOf)).toEqual([
    "aws",
    "aws",
    "aws",
    "aws",
  ]);
  expect(partitionOf(" CN-North-1 ")).toBe("aws-cn");
});

test("a partition nobody has heard of is treated like the commercial one", () => {
  expect([homeRegion("aws-x"), consoleAddress("aws-x")]).toEqual([
    "us-east-1",
    "https://console.aws.amazon.com",
  ]);
});

import { expect, test } from "vitest";
import { commitmentOfArn } from "./commitments.ts";

test.each([
  [
    "arn:aws:savingsplans::517364028841:savingsplan/6abb3ab7-ca57-4832-a0b6-8e0e7f562034",
    "Savings Plan 6abb3ab7…",
  ],
  ["arn:aws:rds:us-east-1:517364028841:ri:ri-35fba304-002c-4ff7", "RDS reservation ri-35fba304-002c-4ff7"],
  ["arn:aws:rds:us-east-1:517364028841:ri:orders-db", "RDS reservation orders-db"],
  [
    "arn:aws:ec2:eu-west-1:517364028841:reserved-instances/ab79216b-b567-4947-a418-af20604f7bec",
    "EC2 reservation ab79216b…",
  ],
  ["arn:aws:es:eu-west-1:517364028841:reserved-instances/9f", "OpenSearch reservation 9f"],
  ["arn:aws-cn:medialive:cn-north-1:517364028841:reservation:12", "medialive reservation 12"],
])("%s is %s", (arn, words) => {
  expect(commitmentOfArn(arn)).toBe(words);
});

import { expect, test } from "vitest";
import { attributeName, resourceName, resourceType } from "./resources.ts";

const attribute = (value: string | null, others = 0, label: string | null = null) => ({
  value,
  label,
  others,
});

test("an ARN goes by its own part, everything else as it is", () => {
  expect(resourceName("arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/50dc")).toBe(
    "loadbalancer/app/web/50dc",
  );
  expect(resourceName("arn:aws:sns:eu-west-1:111122223333:orders:one")).toBe("orders:one");
  expect(resourceName("arn:aws:s3:::")).toBe("arn:aws:s3:::");
  expect(resourceName("i-0abc")).toBe("i-0abc");
  expect(resourceName("a:b:c:d:e:f")).toBe("a:b:c:d:e:f");
});

test("further values are counted, not hidden", () => {
  expect(attributeName("service", attribute("AmazonEC2", 2, "Amazon EC2"))).toBe("Amazon EC2 +2");
  expect(attributeName("region", attribute(null))).toBe("");
});

test("a type is the instance type, else the product family, else the usage type", () => {
  const of = (instance: string | null, family: string | null) =>
    resourceType({
      instanceType: attribute(instance),
      productFamily: attribute(family),
      usageType: attribute("BoxUsage"),
    });
  expect(of("m6i.large", "Compute Instance")).toBe("m6i.large");
  expect(of(null, "Storage")).toBe("Storage");
  expect(of(null, null)).toBe("BoxUsage");
});

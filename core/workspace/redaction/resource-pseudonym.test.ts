import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { digestOf } from "./digest.fixture.ts";
import { accountPseudonym } from "./pseudonym.ts";
import { resourcePseudonym } from "./resource-pseudonym.ts";

const digest = digestOf("one");
const ALL = { accounts: true, resources: true };
const OWNER = "048172263915";
const ARN = `arn:aws:elasticloadbalancing:eu-west-1:${OWNER}:loadbalancer/app/checkout-prod/50dc6c495c0c9188`;

test("an ARN keeps its form, service, Region and kind, and nothing that is the customer's", () => {
  const pseudonym = resourcePseudonym(digest, ARN, ALL);
  expect(pseudonym).toMatch(
    /^arn:aws:elasticloadbalancing:eu-west-1:\d{12}:loadbalancer\/app\/res-[0-9a-f]{16}\/res-[0-9a-f]{16}$/,
  );
  expect(pseudonym).toContain(accountPseudonym(digest, OWNER));
});

test("an instance is found again in the ARN it is a part of", () => {
  const id = "i-0123456789abcdef0";
  const alone = resourcePseudonym(digest, id, ALL);
  expect(alone).toMatch(/^i-[0-9a-f]{17}$/);
  expect(resourcePseudonym(digest, `arn:aws:ec2:eu-west-1:${OWNER}:instance/${id}`, ALL)).toContain(alone);
});

describe("only what is hidden changes", () => {
  test.each([
    [{ accounts: true, resources: false }, "checkout-prod", OWNER],
    [{ accounts: false, resources: true }, OWNER, "checkout-prod"],
  ] as const)("%o", (hidden, kept, gone) => {
    const pseudonym = resourcePseudonym(digest, ARN, hidden);
    expect(pseudonym).toContain(kept);
    expect(pseudonym).not.toContain(gone);
  });

  test("nothing where nothing is", () => {
    expect(resourcePseudonym(digest, ARN, { accounts: false, resources: false })).toBe(ARN);
  });
});

test("a word of AWS alone is a name, and no word", () => {
  expect(resourcePseudonym(digest, "cluster", ALL)).toMatch(/^res-/);
});

test("a name is in no pseudonym, whatever stands around it", () => {
  const name = fc.stringMatching(/^[a-z]{4,10}-canary-[a-z0-9]{4,10}$/);
  const around = fc.constantFrom<(name: string) => string>(
    (text) => text,
    (text) => `arn:aws:s3:::${text}`,
    (text) => `arn:aws:lambda:eu-west-1:${OWNER}:function:${text}:live`,
    (text) => `arn:aws:ecs:eu-west-1:${OWNER}:service/${text}/${text}`,
    (text) => `${text}/part/2`,
  );
  fc.assert(
    fc.property(name, around, (text, put) => {
      const pseudonym = resourcePseudonym(digest, put(text), ALL);
      expect(pseudonym).not.toContain("canary");
      expect(pseudonym).not.toContain(OWNER);
      expect(pseudonym).toBe(resourcePseudonym(digest, put(text), ALL));
    }),
  );
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { digestOf } from "./digest.fixture.ts";
import { REDACTIONS, type Redaction } from "./redaction.ts";
import { createRedactor } from "./redactor.ts";

const OWNER = "048172263915";
const KNOWN = { accounts: new Set([OWNER]), names: new Set(["Acme Robotics", "Acme Robotics Europe"]) };
const redactor = createRedactor(digestOf("one"), new Set(REDACTIONS), KNOWN);

function only(...hidden: readonly Redaction[]) {
  return createRedactor(digestOf("one"), new Set(hidden), KNOWN);
}

describe("AWS's own words", () => {
  test("ids, ARNs and names in them are replaced, the words stay", () => {
    const text = `Usage of i-0123456789abcdef0 in ${OWNER} by Acme Robotics Europe: arn:aws:s3:::acme-secret`;
    const clean = redactor.scrub(text);
    expect(clean).toMatch(/^Usage of i-[0-9a-f]{17} in \d{12} by name-[0-9a-f]{12}: arn:aws:s3:::res-/);
    expect(clean).not.toMatch(/Acme|acme|048172263915|0123456789abcdef0/);
  });

  test("twelve digits that are no account stay", () => {
    expect(redactor.scrub("order 123456789012")).toBe("order 123456789012");
    expect(redactor.scrub(`0.${OWNER}`)).toBe(`0.${OWNER}`);
  });

  test("the longer of two names is taken as a whole", () => {
    expect(redactor.scrub("Acme Robotics Europe")).toMatch(/^name-[0-9a-f]{12}$/);
  });

  test.each(["EU-BoxUsage:m7g.large", "CreateDBInstance:0014", "AmazonEC2", "eu-west-1a", ""])(
    "%s stays",
    (text) => expect(redactor.scrub(text)).toBe(text),
  );
});

describe("descriptions", () => {
  test.each([
    "$0.0416 per On Demand Linux t3.medium Instance Hour",
    "USD 0.10 per GB-month of gp2",
    "€0.02/GB",
  ])("the price sentence %s stays", (text) => expect(redactor.replace("description", text)).toBe(text));

  test("a refund keeps the beginning that totals are told by", () => {
    expect(redactor.replace("description", "Refund for one-time fee for Savings Plan of Acme")).toMatch(
      /^Refund for one-time fee for Savings Plan description-[0-9a-f]{12}$/,
    );
  });

  test("anything else is replaced", () => {
    expect(redactor.replace("description", "Tax for Acme Robotics")).toMatch(/^description-[0-9a-f]{12}$/);
  });
});

describe("tags", () => {
  test("keys and values are replaced, those of AWS's own keys by value only", () => {
    const tags = redactor.tags({ "user:team": "checkout", "aws:createdBy": "ana" });
    expect(Object.keys(tags)).toEqual([expect.stringMatching(/^user:key[0-9a-f]{12}$/), "aws:createdBy"]);
    expect(Object.values(tags)).toEqual([expect.stringMatching(/^value-/), expect.stringMatching(/^value-/)]);
  });

  test("a key is the same in every one of AWS's spellings", () => {
    const plain = redactor.tagKey("team");
    expect(redactor.tagKey("user:team")).toBe(`user:${plain}`);
    expect(redactor.tagKey("resourceTags/user:team")).toBe(`resourceTags/user:${plain}`);
  });

  test("values alone, where keys are not hidden", () => {
    expect(only("tagValues").tags({ "user:team": "checkout" })).toEqual({
      "user:team": expect.stringMatching(/^value-/),
    });
    expect(only("tagKeys").replace("tagValue", "checkout")).toBe("checkout");
  });
});

test("what nobody has thought of is hidden whatever was chosen", () => {
  expect(only("invoices").replace("text", "anything")).toMatch(/^text-[0-9a-f]{12}$/);
});

test("an empty cell stays empty", () => {
  for (const kind of ["account", "name", "resource", "tagValue", "invoice", "text"] as const)
    expect(redactor.replace(kind, "")).toBe("");
});

test("the same text is the same pseudonym wherever it stands", () => {
  const resource = fc.stringMatching(/^[a-z]{3,8}-[a-z0-9]{3,12}$/);
  fc.assert(
    fc.property(resource, (name) => {
      const arn = `arn:aws:s3:::${name}`;
      expect(redactor.scrub(`copy of ${arn} made`)).toBe(`copy of ${redactor.replace("resource", arn)} made`);
    }),
  );
});

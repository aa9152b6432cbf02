import fc from "fast-check";
import { expect, test } from "vitest";
import { digestOf } from "./digest.fixture.ts";
import { redactDocument, type KnownTexts } from "./redact-document.ts";
import { REDACTIONS } from "./redaction.ts";
import { createRedactor } from "./redactor.ts";

const OWNER = "048172263915";
const redactor = createRedactor(digestOf("one"), new Set(REDACTIONS), {
  accounts: new Set([OWNER]),
  names: new Set(["Acme"]),
});
const KNOWN: KnownTexts = {
  kindOf: (text) => (text === "acme-bucket" ? "resource" : text === "checkout" ? "tagValue" : null),
  isKept: (text) => text === "AmazonEC2",
};
const redact = (document: unknown): unknown => redactDocument(document, redactor, KNOWN);

test("accounts, resources, tag values and free text are replaced, choices and amounts stay", () => {
  expect(
    redact({
      id: "6f1c4d1e-7c1e-4f0e-9f57-0a1b2c3d4e5f",
      name: "Acme's plan",
      account: OWNER,
      metric: "unblended",
      amount: "1000.50",
      month: "2026-10",
      filters: [{ dimension: "tag:team", mode: "include", values: ["checkout", "AmazonEC2", null] }],
      resource: "acme-bucket",
      isUsed: true,
    }),
  ).toEqual({
    id: "6f1c4d1e-7c1e-4f0e-9f57-0a1b2c3d4e5f",
    name: redactor.replace("name", "Acme's plan"),
    account: redactor.replace("account", OWNER),
    metric: "unblended",
    amount: "1000.50",
    month: "2026-10",
    filters: [
      {
        dimension: `tag:${redactor.tagKey("team")}`,
        mode: "include",
        values: [redactor.replace("tagValue", "checkout"), "AmazonEC2", null],
      },
    ],
    resource: redactor.replace("resource", "acme-bucket"),
    isUsed: true,
  });
});

test("an address is rewritten part by part and still asks the same", () => {
  const link = `/explorer?metric=amortized&by=tag:team&f=!linkedAccount:${OWNER},~&f=service:AmazonEC2`;
  const { link: written } = redact({ link }) as { readonly link: string };
  expect(written).toContain(`by=${encodeURIComponent(`tag:${redactor.tagKey("team")}`)}`);
  expect(written).toContain("service%3AAmazonEC2");
  expect(written).toContain("metric=amortized");
  expect(written).not.toMatch(/team|048172263915/);
});

test("keys that are no word of the app are texts like others", () => {
  expect(redact({ [OWNER]: "x1-secret", plain: 1 })).toEqual({
    [redactor.replace("text", OWNER)]: redactor.replace("text", "x1-secret"),
    plain: 1,
  });
});

test("the unit of the allocation keeps the name the app gave it", () => {
  expect(redact({ dimension: "profile:Business unit" })).toEqual({ dimension: "profile:Business unit" });
  expect(redact({ dimension: "profile:Acme teams" })).not.toEqual({ dimension: "profile:Acme teams" });
});

test("no canary comes through, wherever it stands", () => {
  const canary = "Canary-9f3c of Acme";
  const document = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      fc.constant(canary),
      fc.constantFrom("unblended", "2026-10", "12.5"),
      fc.integer(),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom("name", "note", "values", "link", "odd key", canary), tie("value"), {
        maxKeys: 4,
      }),
    ),
  })).value;
  fc.assert(
    fc.property(document, (value) => {
      expect(JSON.stringify(redact(value))).not.toMatch(/Canary|Acme/);
    }),
  );
});

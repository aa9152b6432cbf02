import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalizeName } from "../../cur/schema/normalize.ts";
import { digestOf } from "./digest.fixture.ts";
import { accountPseudonym, hex, invoicePseudonym, tagKeyPseudonym, wordPseudonym } from "./pseudonym.ts";

const digest = digestOf("one");
const other = digestOf("two");
const account = fc.stringMatching(/^\d{12}$/);

test("an account is twelve digits again, the same under one key and another under another", () => {
  fc.assert(
    fc.property(account, (id) => {
      expect(accountPseudonym(digest, id)).toMatch(/^\d{12}$/);
      expect(accountPseudonym(digest, id)).toBe(accountPseudonym(digest, id));
      expect(accountPseudonym(digest, id)).not.toBe(accountPseudonym(other, id));
    }),
  );
});

test("different accounts stay different", () => {
  fc.assert(
    fc.property(fc.uniqueArray(account, { minLength: 2, maxLength: 50 }), (ids) => {
      expect(new Set(ids.map((id) => accountPseudonym(digest, id))).size).toBe(ids.length);
    }),
  );
});

test("an invoice keeps its length and all that is no digit", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Z]{2,6}\d{2}-\d{1,40}$/), (invoice) => {
      const pseudonym = invoicePseudonym(digest, invoice);
      expect(pseudonym).toHaveLength(invoice.length);
      expect(pseudonym.replaceAll(/\d/g, "0")).toBe(invoice.replaceAll(/\d/g, "0"));
    }),
  );
  expect(invoicePseudonym(digest, "EUINV24-123456789")).not.toBe("EUINV24-123456789");
});

test("equal texts of different kinds do not tell of each other", () => {
  const marks = (["name", "tagValue", "description", "report", "text"] as const).map((kind) =>
    wordPseudonym(digest, kind, "checkout").replace(/^[a-zA-Z]+-/, ""),
  );
  expect(new Set(marks).size).toBe(marks.length);
});

describe("tag keys", () => {
  test("the pseudonym of a key normalises to that of its normalised spelling", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z][A-Za-z0-9 :_/+=.@-]{0,30}$/), (key) => {
        fc.pre(normalizeName(key) !== "");
        expect(normalizeName(tagKeyPseudonym(digest, key))).toBe(
          normalizeName(tagKeyPseudonym(digest, normalizeName(key))),
        );
      }),
    );
  });

  test("spellings that differ in signs only are told apart", () => {
    const spellings = ["cost-center", "cost.center", "cost center", "cost_center"];
    expect(new Set(spellings.map((key) => tagKeyPseudonym(digest, key))).size).toBeGreaterThan(1);
    expect(tagKeyPseudonym(digest, "cost_center")).toMatch(/^key[0-9a-f]{12}$/);
  });
});

test("bytes as hexadecimal digits", () => {
  expect(hex(new Uint8Array([0, 15, 255]))).toBe("000fff");
});

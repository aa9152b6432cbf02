import fc from "fast-check";
import { expect, test } from "vitest";
import { digestOf } from "./digest.fixture.ts";
import { PSEUDONYM_KINDS, type Translation } from "./pseudonym.ts";
import { REDACTIONS } from "./redaction.ts";
import { createRedactor } from "./redactor.ts";
import { revealed } from "./revealed.ts";

const redactor = createRedactor(digestOf("one"), new Set(REDACTIONS), {
  accounts: new Set(),
  names: new Set(),
});

test("what the key knows is told, everything else stays", () => {
  const translations: readonly Translation[] = [
    { kind: "name", pseudonym: "name-0123456789ab", original: "Acme $1" },
    { kind: "resource", pseudonym: "arn:aws:s3:::res-1", original: "arn:aws:s3:::acme" },
    { kind: "resource", pseudonym: "arn:aws:s3:::res-12", original: "arn:aws:s3:::acme-2" },
  ];
  expect(revealed("name-0123456789ab: arn:aws:s3:::res-12, arn:aws:s3:::res-1, res-9", translations)).toBe(
    "Acme $1: arn:aws:s3:::acme-2, arn:aws:s3:::acme, res-9",
  );
  expect(revealed("nothing", [])).toBe("nothing");
});

test("the key opens whatever the redactor closed", () => {
  const texts = fc.uniqueArray(fc.stringMatching(/^[A-Z][a-z]{3,12} [a-z0-9]{2,8}$/), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(
      texts,
      fc.constantFrom(...PSEUDONYM_KINDS.filter((kind) => kind !== "tagKey")),
      (originals, kind) => {
        const translations = originals.map((original) => ({
          kind,
          original,
          pseudonym: redactor.replace(kind, original),
        }));
        fc.pre(new Set(translations.map(({ pseudonym }) => pseudonym)).size === originals.length);
        const text = translations.map(({ pseudonym }) => pseudonym).join("\n");
        expect(revealed(text, translations)).toBe(originals.join("\n"));
      },
    ),
  );
});

import { expect, test } from "vitest";
import { textsIn } from "./texts-in.ts";

test("strings and keys at any depth, each once", () => {
  expect(textsIn({ a: ["x", { b: "x" }], c: 1, d: null })).toEqual(["a", "x", "b", "c", "d"]);
});

test("what stands behind a kind, and in an address", () => {
  expect(textsIn("tag:team")).toContain("team");
  const found = textsIn("/resources/arn%3Aaws%3As3?f=tag%3Ateam:a%252Cb,c&by=service");
  for (const text of ["arn:aws:s3", "team", "a,b", "c", "service"]) expect(found).toContain(text);
});

test("a step of an address without a question", () => {
  expect(textsIn("/resources/acme-bucket")).toContain("acme-bucket");
});

test("an address that is none is taken as it is", () => {
  expect(textsIn("100%=x&y")).toContain("100%=x&y");
});

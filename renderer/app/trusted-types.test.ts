import { expect, test, vi } from "vitest";
import { allowPlainTextOnly, plainText } from "./trusted-types.ts";

test.each(["", "x", ":root { --a: 1px } a > b { color: red }"])("%j is no markup", (text) => {
  expect(plainText(text)).toBe(text);
});

test.each(["<b>", "a<script>", "&lt;img&gt;", "<", "x & y"])("%j could be markup", (text) => {
  expect(plainText(text)).toBeNull();
});

test("the browser asks this rule, and an old one without policies is left alone", () => {
  const createPolicy = vi.fn<(name: string, rules: object) => void>();
  allowPlainTextOnly({ trustedTypes: { createPolicy } });
  expect(createPolicy).toHaveBeenCalledWith("default", { createHTML: plainText });
  expect(() => allowPlainTextOnly({})).not.toThrow();
});

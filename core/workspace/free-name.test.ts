import { expect, test } from "vitest";
import { freeName } from "./free-name.ts";

test("a name that is taken gets a number, whatever its case", () => {
  expect(freeName("Acme", [])).toBe("Acme");
  expect(freeName("Acme", ["ACME"])).toBe("Acme (2)");
  expect(freeName("Acme", ["acme", "Acme (2)", "Other"])).toBe("Acme (3)");
});

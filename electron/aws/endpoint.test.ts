import { expect, test } from "vitest";
import { readAwsEndpoint } from "./endpoint.ts";

test.each([
  ["http://127.0.0.1:4566", "http://127.0.0.1:4566"],
  ["http://localhost:4566/", "http://localhost:4566"],
  ["http://[::1]:4566", "http://[::1]:4566"],
])("a loopback address is taken: %s", (given, taken) => {
  expect(readAwsEndpoint(false, { CLOUDSPEND_AWS_ENDPOINT: given })).toBe(taken);
});

test.each(["https://aws.example.com", "http://10.0.0.1:80", "http://127.0.0.1.evil.com:80", "127.0.0.1:80"])(
  "no other address is: %s",
  (given) => {
    expect(readAwsEndpoint(false, { CLOUDSPEND_AWS_ENDPOINT: given })).toBeNull();
  },
);

test("a packaged app takes none at all", () => {
  expect(readAwsEndpoint(true, { CLOUDSPEND_AWS_ENDPOINT: "http://127.0.0.1:4566" })).toBeNull();
});

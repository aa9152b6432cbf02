import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  CLIENT_ID,
  CLIENT_SECRET,
  mspLogin,
  PAYER,
  REFRESH_TOKEN,
  startFakeSite24x7,
  type FakeSite24x7,
} from "../site24x7/fake/fake-site24x7.fixture.ts";
import { cloudspend, type Ran } from "./cloudspend.fixture.ts";

let fake: FakeSite24x7;
beforeEach(async () => {
  fake = await startFakeSite24x7(mspLogin());
  vi.stubEnv("CLOUDSPEND_SITE24X7_ENDPOINT", fake.endpoint);
  vi.stubEnv("CLOUDSPEND_ZOHO_ENDPOINT", fake.endpoint);
  vi.stubEnv("SITE24X7_CLIENT_ID", CLIENT_ID);
  vi.stubEnv("SITE24X7_CLIENT_SECRET", CLIENT_SECRET);
  vi.stubEnv("SITE24X7_REFRESH_TOKEN", REFRESH_TOKEN);
  vi.stubEnv("SITE24X7_DATA_CENTRE", "eu");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await fake.close();
});

const run = (...argv: readonly string[]): Promise<Ran> =>
  cloudspend(["site24x7", ...argv], { directory: process.cwd() });

test("lists the customers of an MSP login", async () => {
  const { code, out } = await run("customers", "--json");
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({
    customers: [
      { zaaid: "600000001", name: "Customer One" },
      { zaaid: "600000002", name: "Customer Two" },
    ],
  });
  expect((await run("customers")).out).toMatch(/Customer One\s+600000001/);
});

test("lists the AWS accounts of one customer, and no secret", async () => {
  const ran = await run("accounts", "--customer", "600000001", "--json");
  expect(ran.code).toBe(0);
  expect(JSON.parse(ran.out)).toEqual({
    accounts: [
      {
        monitorId: PAYER.monitor_id,
        displayName: "Payer account",
        state: "active",
        access: "role",
        accountId: "111122223333",
        roleArn: PAYER.role_arn,
        externalId: "EXT-ID-1",
        accessKeyId: null,
      },
    ],
  });
  expect((await run("accounts", "--customer", "600000001")).out).toMatch(
    /Payer account\s+111122223333\s+role/,
  );
  expect(ran.out).not.toContain(CLIENT_SECRET);
});

test.each<readonly [string, () => void, readonly string[], 1 | 2, RegExp]>([
  ["nothing to list", () => undefined, [], 2, /say what to list/],
  ["another customer", () => undefined, ["accounts", "--customer", "1"], 1, /no longer has the customer "1"/],
  [
    "no MSP login",
    () => void (fake.login.scopes = ["Site24x7.Admin.Read"]),
    ["customers"],
    1,
    /may not list customers/,
  ],
  [
    "no secret",
    () => vi.stubEnv("SITE24X7_CLIENT_SECRET", undefined),
    ["accounts"],
    2,
    /SITE24X7_CLIENT_SECRET is not set/,
  ],
  [
    "no such data centre",
    () => vi.stubEnv("SITE24X7_DATA_CENTRE", "mars"),
    ["accounts"],
    2,
    /no data centre "mars"/,
  ],
  [
    "a revoked sign-in",
    () => void (fake.login.refreshToken = "other"),
    ["accounts"],
    1,
    /revoked or has run out/,
  ],
  ["a customer of customers", () => undefined, ["customers", "--customer", "1"], 2, /belongs to accounts/],
])("%s", async (_, arrange, argv, code, says) => {
  arrange();
  const ran = await run(...argv);
  expect(ran.code).toBe(code);
  expect(ran.err).toMatch(says);
  expect(ran.err + ran.out).not.toMatch(/fake\/(client|refresh)/);
});

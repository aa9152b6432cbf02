import { createServer } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DATA_CENTRE_CODES, DATA_CENTRES } from "#core/site24x7/data-centre.ts";
import {
  CLIENT_ID,
  CLIENT_SECRET,
  CODE,
  mspLogin,
  ordinaryLogin,
  PAYER,
  REFRESH_TOKEN,
  startFakeSite24x7,
  type FakeAnswer,
  type FakeSite24x7,
} from "./fake/fake-site24x7.fixture.ts";
import { endpointsOf, readSite24x7Overrides } from "./endpoints.ts";
import { openLogin, type OpenLogin } from "./login.ts";
import { exchangeCode } from "./tokens.ts";

const MONITORS = "/monitors";
const TOKEN = "/oauth/v2/token";

let fake: FakeSite24x7;
let nowMs = 0;
let waits: number[];
beforeEach(async () => {
  fake = await startFakeSite24x7(ordinaryLogin());
  nowMs = Date.parse("2026-03-19T12:00:00Z");
  waits = [];
});
afterEach(() => fake.close());

const clock = {
  now: () => new Date(nowMs),
  async wait(ms: number) {
    waits.push(ms);
    nowMs += ms;
  },
};

function signedIn(change: Partial<Parameters<typeof openLogin>[0]> = {}): OpenLogin {
  return openLogin({
    ...clock,
    dataCentre: "eu",
    login: "Acme",
    endpoints: { api: `${fake.endpoint}/api`, accounts: fake.endpoint },
    signIn: async () => ({
      clientId: CLIENT_ID,
      clientSecret: CLIENT_SECRET,
      refreshToken: REFRESH_TOKEN,
    }),
    ...change,
  });
}

const failing = (code: string, params: object = {}): object => ({
  failure: expect.objectContaining({ code, params: expect.objectContaining(params) }),
});
const asked = (path: string): number => fake.requests.filter((request) => request.path === path).length;

describe("an ordinary login", () => {
  test("lists the AWS accounts among its monitors, and no secret of theirs", async () => {
    fake.login.monitors = [
      { ...PAYER, monitor_id: 300000000000000101n.toString() },
      { monitor_id: "1", display_name: "Shop front", type: "URL" },
      {
        monitor_id: "2",
        display_name: " Key account ",
        type: "AMAZON",
        aws_access_key: "AKIAIOSFODNN7EXAMPLE",
        aws_secret_key: "never",
      },
      {
        monitor_id: "3",
        display_name: "Government",
        type: "AMAZON",
        role_arn: "arn:aws-us-gov:iam::999988887777:role/m",
      },
      {
        monitor_id: "4",
        display_name: "China",
        type: "AMAZON",
        role_arn: "arn:aws-cn:iam::888877776666:role/m",
      },
      { monitor_id: "5", type: "AMAZON" },
      { monitor_id: "6", display_name: "Gone", type: "AMAZON", state: 3 },
      { monitor_id: "7", display_name: "Resting", type: "AMAZON", state: 5, role_arn: "nonsense" },
      "nonsense",
      null,
    ];
    const found = await signedIn().awsAccounts(null);
    expect(found).toEqual([
      { monitorId: "5", displayName: "5", access: { kind: "unknown" }, state: "active" },
      role("4", "China", "arn:aws-cn:iam::888877776666:role/m", "888877776666", null),
      role("3", "Government", "arn:aws-us-gov:iam::999988887777:role/m", "999988887777", null),
      {
        monitorId: "2",
        displayName: "Key account",
        access: { kind: "key", accessKeyId: "AKIAIOSFODNN7EXAMPLE" },
        state: "active",
      },
      role("300000000000000101", "Payer account", PAYER.role_arn, "111122223333", "EXT-ID-1"),
      { ...role("7", "Resting", "nonsense", null, null), state: "suspended" },
    ]);
    expect(JSON.stringify(found)).not.toContain("never");
  });

  test("keeps ids exact that come as bare numbers", async () => {
    const body = '{"code":0,"data":[{"monitor_id":300000000000000123,"display_name":"a","type":"AMAZON"}]}';
    fake.answerNext(MONITORS, { status: 200, body });
    expect(await signedIn().awsAccounts(null)).toMatchObject([{ monitorId: "300000000000000123" }]);
  });

  test("finds one account again, and says when it is gone", async () => {
    const login = signedIn();
    const kept = { monitorId: PAYER.monitor_id, displayName: "Payer account" };
    expect(await login.awsAccount(kept, null)).toMatchObject({ access: { roleArn: PAYER.role_arn } });
    fake.login.monitors = [];
    await expect(login.awsAccount(kept, null)).rejects.toMatchObject(
      failing("site24x7.monitor_missing", { displayName: "Payer account" }),
    );
  });

  test("may not list customers, and says what that means", async () => {
    await expect(signedIn().customers()).rejects.toMatchObject(failing("site24x7.not_msp"));
  });

  test("without the scope says which one is needed", async () => {
    fake.login.scopes = [];
    await expect(signedIn().awsAccounts(null)).rejects.toMatchObject(
      failing("site24x7.not_allowed", { scope: "Site24x7.Admin.Read" }),
    );
  });
});

describe("an MSP login", () => {
  beforeEach(async () => {
    await fake.close();
    fake = await startFakeSite24x7(mspLogin());
  });

  test("lists its customers, then each one's accounts, and the cookie of one never serves another", async () => {
    const login = signedIn();
    const [one, two] = await login.customers();
    expect([one, two]).toEqual([
      { zaaid: "600000001", name: "Customer One" },
      { zaaid: "600000002", name: "Customer Two" },
    ]);
    if (one === undefined || two === undefined) throw new Error("two customers");
    const [ofOne, ofTwo, own] = await Promise.all([
      login.awsAccounts(one),
      login.awsAccounts(two),
      login.awsAccounts(null),
    ]);
    expect(ofOne).toMatchObject([{ displayName: "Payer account" }]);
    expect(ofTwo).toMatchObject([{ displayName: "Two's payer" }]);
    expect(own).toEqual([]);
    const cookies = fake.requests.filter(({ path }) => path === MONITORS).map(({ cookie }) => cookie);
    expect(cookies.toSorted()).toEqual(["", "zaaid=600000001", "zaaid=600000002"]);
    expect(fake.requests.find(({ path }) => path === "/short/msp/customers")?.cookie).toBe("");
  });

  test("calls a customer without a name by its id", async () => {
    fake.login.customers = [
      { zaaid: 600000003, name: null, monitors: [] },
      { zaaid: "600000004", name: " ", monitors: [] },
    ];
    expect(await signedIn().customers()).toEqual([
      { zaaid: "600000003", name: "600000003" },
      { zaaid: "600000004", name: "600000004" },
    ]);
  });

  test("says when a customer is gone", async () => {
    const gone = { zaaid: "600000009", name: "Gone Ltd" };
    await expect(signedIn().awsAccounts(gone)).rejects.toMatchObject(
      failing("site24x7.customer_missing", { customer: "Gone Ltd" }),
    );
    await expect(signedIn().awsAccount({ monitorId: "1", displayName: "x" }, gone)).rejects.toMatchObject(
      failing("site24x7.customer_missing", { customer: "Gone Ltd" }),
    );
  });
});

describe("access tokens", () => {
  test("are sent in Zoho's own way, and one serves all until it ends", async () => {
    const login = signedIn();
    await login.awsAccounts(null);
    nowMs += 58 * 60_000;
    await login.awsAccounts(null);
    expect(asked(TOKEN)).toBe(1);
    expect(fake.requests.at(-1)?.authorization).toBe("Zoho-oauthtoken 1000.access.1");
    nowMs += 60_000;
    await login.awsAccounts(null);
    expect(asked(TOKEN)).toBe(2);
  });

  test("are asked for once, however many wait", async () => {
    fake.slowTokens(50);
    const login = signedIn();
    await Promise.all(Array.from({ length: 12 }, () => login.awsAccounts(null)));
    expect(asked(TOKEN)).toBe(1);
    expect(asked(MONITORS)).toBe(12);
  });

  test("live an hour at most, whatever Zoho counts in", async () => {
    const body = { access_token: "1000.long", expires_in: 3_600_000, token_type: "Bearer" };
    fake.answerNext(TOKEN, { status: 200, body: JSON.stringify(body) });
    fake.answerNext(MONITORS, { status: 200, body: '{"code":0,"data":[]}' });
    const login = signedIn();
    await login.awsAccounts(null);
    nowMs += 60 * 60_000;
    await login.awsAccounts(null);
    expect(asked(TOKEN)).toBe(2);
  });

  test("that Site24x7 takes no more are renewed once, then the sign-in has run out", async () => {
    const login = signedIn();
    await login.awsAccounts(null);
    fake.endTokens();
    await login.awsAccounts(null);
    expect(asked(TOKEN)).toBe(2);
    fake.answerNext(MONITORS, { status: 401 }, { status: 401 });
    await expect(login.awsAccounts(null)).rejects.toMatchObject(
      failing("site24x7.sign_in_expired", { login: "Acme" }),
    );
    expect(asked(TOKEN)).toBe(3);
  });

  test("are never asked for more often than Zoho allows", async () => {
    const login = signedIn();
    for (let count = 0; count < 10; count += 1) {
      await login.awsAccounts(null);
      fake.endTokens();
      fake.answerNext(MONITORS, { status: 401 });
      nowMs += 1_000;
    }
    const before = asked(TOKEN);
    await expect(login.awsAccounts(null)).rejects.toMatchObject(
      failing("site24x7.too_many_tokens", { nextTryAt: "2026-03-19T12:10:00.000Z" }),
    );
    expect(before).toBe(10);
    expect(asked(TOKEN)).toBe(10);
    nowMs = Date.parse("2026-03-19T12:20:00Z");
    expect(await login.awsAccounts(null)).toHaveLength(1);
  });

  test.each([200, 400, 429])("are waited for when Zoho says it was asked too often (%i)", async (status) => {
    const body = JSON.stringify({ error: "access", error_description: "You have made too many requests" });
    fake.answerNext(TOKEN, { status, body });
    const login = signedIn();
    for (let count = 0; count < 3; count += 1)
      await expect(login.awsAccounts(null)).rejects.toMatchObject(
        failing("site24x7.too_many_tokens", { nextTryAt: "2026-03-19T12:10:00.000Z" }),
      );
    expect(asked(TOKEN)).toBe(1);
    nowMs += 10 * 60_000;
    expect(await login.awsAccounts(null)).toHaveLength(1);
  });

  test.each([
    [{ refreshToken: "revoked" }, "site24x7.sign_in_expired"],
    [{ clientSecret: "wrong" }, "site24x7.wrong_client"],
    [{ clientId: "1000.OTHER" }, "site24x7.wrong_client"],
  ])("with %o there are none", async (change, code) => {
    const signIn = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, refreshToken: REFRESH_TOKEN };
    const login = signedIn({ signIn: async () => ({ ...signIn, ...change }) });
    await expect(login.awsAccounts(null)).rejects.toMatchObject(failing(code));
  });

  test.each(["<html>", "", "[]", '{"access_token":""}'])("an answer that is none: %s", async (body) => {
    fake.answerNext(TOKEN, { status: 200, body });
    await expect(signedIn().awsAccounts(null)).rejects.toMatchObject(failing("site24x7.unexpected"));
  });

  test("a code is turned into a sign-in once, and no secret stands in an address", async () => {
    const given = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, code: CODE };
    const place = { accounts: fake.endpoint, dataCentre: "eu", now: clock.now } as const;
    expect(await exchangeCode({ ...given, ...place })).toEqual({
      clientId: CLIENT_ID,
      clientSecret: CLIENT_SECRET,
      refreshToken: REFRESH_TOKEN,
    });
    await expect(exchangeCode({ ...given, ...place })).rejects.toMatchObject(
      failing("site24x7.code_used_up", { dataCentre: "Europe" }),
    );
    expect(fake.requests.map(({ path }) => path)).toEqual([TOKEN, TOKEN]);
  });
});

describe("answers that are none", () => {
  const notJson: FakeAnswer = { status: 200, body: "<html>maintenance</html>" };

  test.each<readonly [string, readonly FakeAnswer[], string]>([
    ["a page instead of data", [notJson], "site24x7.unexpected"],
    [
      "an error of its own",
      [{ status: 400, body: '{"error_code":1107,"message":"bad"}' }],
      "site24x7.unexpected",
    ],
    [
      "an error with status 200",
      [{ status: 200, body: '{"error_code":"1107","message":"bad"}' }],
      "site24x7.unexpected",
    ],
    ["a code that is not zero", [{ status: 200, body: '{"code":5,"message":"bad"}' }], "site24x7.unexpected"],
    ["not implemented", [{ status: 501 }], "site24x7.unexpected"],
    [
      "an API's threshold",
      [{ status: 200, body: '{"error_code":9,"message":"API usage exceeded"}' }],
      "site24x7.quota",
    ],
    [
      "a login of business units",
      [
        {
          status: 400,
          body: '{"message":"You are trying to access the API of the BU team. Please pass the BU\'s ZAAID in the request."}',
        },
      ],
      "site24x7.needs_unit",
    ],
  ])("%s", async (_, answers, code) => {
    fake.answerNext(MONITORS, ...answers);
    await expect(signedIn().awsAccounts(null)).rejects.toMatchObject(failing(code));
  });

  test("an empty body is no data", async () => {
    fake.answerNext(MONITORS, { status: 200 });
    expect(await signedIn().awsAccounts(null)).toEqual([]);
  });

  test("being asked to wait is done, longer each time or as long as is said", async () => {
    fake.answerNext(
      MONITORS,
      { status: 503 },
      { status: 429, headers: { "retry-after": "7" } },
      { status: 500 },
    );
    expect(await signedIn().awsAccounts(null)).toHaveLength(1);
    expect(waits).toEqual([1_000, 7_000, 4_000]);
  });

  test("being busy four times is told, with the time of the next try", async () => {
    fake.answerNext(MONITORS, ...Array.from({ length: 4 }, () => ({ status: 429 })));
    await expect(signedIn().awsAccounts(null)).rejects.toMatchObject(failing("site24x7.busy"));
    expect(waits).toEqual([1_000, 2_000, 4_000]);
  });

  test("a lock period is honoured: nothing is asked before it ends", async () => {
    fake.answerNext(MONITORS, { status: 429, headers: { "retry-after": "300" } });
    const login = signedIn();
    const locked = failing("site24x7.busy", { nextTryAt: "2026-03-19T12:05:00.000Z" });
    await expect(login.awsAccounts(null)).rejects.toMatchObject(locked);
    await expect(login.awsAccounts(null)).rejects.toMatchObject(locked);
    expect(asked(MONITORS)).toBe(1);
    nowMs += 300_000;
    expect(await login.awsAccounts(null)).toHaveLength(1);
  });

  test.each([
    ["API usage for the day exceeded", "2026-03-20T00:00:00.000Z"],
    ["API limit exceeded", "2026-03-19T13:00:00.000Z"],
  ])(
    "a quota that is used up is told with the next try, and nothing is asked before: %s",
    async (message, nextTryAt) => {
      fake.answerNext(MONITORS, { status: 400, body: JSON.stringify({ error_code: 9, message }) });
      const login = signedIn();
      const usedUp = failing("site24x7.quota", { message, nextTryAt });
      await expect(login.awsAccounts(null)).rejects.toMatchObject(usedUp);
      await expect(login.awsAccounts(null)).rejects.toMatchObject(usedUp);
      expect(asked(MONITORS)).toBe(1);
      nowMs = Date.parse(nextTryAt);
      expect(await login.awsAccounts(null)).toHaveLength(1);
    },
  );

  test("a redirect is refused, and the token goes nowhere else", async () => {
    const carried: unknown[] = [];
    const other = createServer((request, response) => {
      carried.push(request.headers);
      response.end("{}");
    });
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const location = `http://127.0.0.1:${port}/api/monitors`;
    fake.answerNext(MONITORS, { status: 302, headers: { location } });
    await expect(signedIn().awsAccounts(null)).rejects.toMatchObject(
      failing("site24x7.redirected", { to: `127.0.0.1:${port}` }),
    );
    other.close();
    expect(carried).toEqual([]);
  });

  test("no network is told by its host", async () => {
    const login = signedIn();
    await fake.close();
    await expect(login.awsAccounts(null)).rejects.toMatchObject(
      failing("site24x7.offline", { cause: "ECONNREFUSED" }),
    );
  });
});

describe("every data centre has hosts of its own", () => {
  test.each(DATA_CENTRE_CODES)("%s", (code) => {
    const none = { api: null, accounts: null };
    const { api, accounts } = endpointsOf(code, none);
    expect(api).toMatch(/^https:\/\/(www|app)\.site24x7\.(com|eu|in|net\.au|cn|jp|ca|uk|ae|sa)\/api$/);
    expect(accounts).toMatch(/^https:\/\/accounts\.zoho(cloud)?\.[a-z.]+$/);
    expect(DATA_CENTRES[code].console.replace("api-console", "accounts")).toBe(accounts);
    const overridden = endpointsOf(code, { api: fake.endpoint, accounts: fake.endpoint });
    expect(overridden).toEqual({ api: `${fake.endpoint}/api`, accounts: fake.endpoint });
  });

  test.each(DATA_CENTRE_CODES)("a login of %s is served by its configuration alone", async (dataCentre) => {
    await fake.close();
    fake = await startFakeSite24x7(mspLogin());
    const overrides = { api: fake.endpoint, accounts: fake.endpoint };
    const login = signedIn({ dataCentre, endpoints: endpointsOf(dataCentre, overrides) });
    const [customer] = await login.customers();
    expect(await login.awsAccounts(customer ?? null)).toMatchObject([{ monitorId: PAYER.monitor_id }]);
    const { name } = DATA_CENTRES[dataCentre];
    fake.login.clientSecret = "another";
    const stranger = signedIn({ dataCentre, endpoints: endpointsOf(dataCentre, overrides) });
    await expect(stranger.customers()).rejects.toMatchObject(
      failing("site24x7.wrong_client", { dataCentre: name }),
    );
  });

  test("and no two share one", () => {
    const hosts = DATA_CENTRE_CODES.flatMap((code) => Object.values(DATA_CENTRES[code]).slice(1));
    expect(new Set(hosts).size).toBe(hosts.length);
  });

  test("they are replaced by loopback addresses in unpackaged builds only", () => {
    const environment = {
      CLOUDSPEND_SITE24X7_ENDPOINT: "http://127.0.0.1:4000",
      CLOUDSPEND_ZOHO_ENDPOINT: "http://example.com:4000",
    };
    expect(readSite24x7Overrides(false, environment)).toEqual({
      api: "http://127.0.0.1:4000",
      accounts: null,
    });
    expect(readSite24x7Overrides(true, environment)).toEqual({ api: null, accounts: null });
  });
});

function role(
  monitorId: string,
  displayName: string,
  roleArn: string,
  accountId: string | null,
  externalId: string | null,
): object {
  return {
    monitorId,
    displayName,
    access: { kind: "role", roleArn, accountId, externalId },
    state: "active",
  };
}

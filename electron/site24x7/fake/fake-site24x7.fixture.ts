import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

/** A login as Zoho and Site24x7 know it; tests change it as they go. */
export type FakeLogin = {
  clientId: string;
  clientSecret: string;
  /** Codes of the self client that have not been used. */
  codes: string[];
  refreshToken: string;
  /** What the client was allowed when the code was made. */
  scopes: readonly string[];
  /** Monitors of the login itself, in the API's own form. */
  monitors: unknown[];
  customers: { zaaid: string | number; name?: string | null; user_id?: string; monitors: unknown[] }[];
};

/** An answer that is given instead of the real one. */
export type FakeAnswer = {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export type FakeSite24x7 = {
  /** Stands for Site24x7 and for Zoho's accounts at once. */
  readonly endpoint: string;
  readonly login: FakeLogin;
  readonly requests: { readonly path: string; readonly cookie: string; readonly authorization: string }[];
  /** The next requests to a path answer so. */
  answerNext(path: string, ...answers: readonly FakeAnswer[]): void;
  /** Tokens given out so far are worth nothing. */
  endTokens(): void;
  /** Milliseconds a token request takes. */
  slowTokens(ms: number): void;
  close(): Promise<void>;
};

export const CLIENT_ID = "1000.FAKECLIENT";
export const CLIENT_SECRET = "fake/client+secret";
export const REFRESH_TOKEN = "1000.fake/refresh+token.0001";
export const CODE = "1000.code.0001";

export const PAYER = {
  monitor_id: "300000000000101",
  display_name: "Payer account",
  type: "AMAZON",
  state: 0,
  role_arn: "arn:aws:iam::111122223333:role/Monitoring",
  aws_external_id: "EXT-ID-1",
  aws_discover_services: ["1"],
};

export function ordinaryLogin(): FakeLogin {
  return {
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    codes: [CODE],
    refreshToken: REFRESH_TOKEN,
    scopes: ["Site24x7.Admin.Read"],
    monitors: [PAYER, { monitor_id: "300000000000102", display_name: "Shop front", type: "URL" }],
    customers: [],
  };
}

export function mspLogin(): FakeLogin {
  return {
    ...ordinaryLogin(),
    scopes: ["Site24x7.Admin.Read", "Site24x7.Msp.Read"],
    monitors: [],
    customers: [
      { zaaid: "600000001", name: "Customer One", user_id: "300000000000901", monitors: [PAYER] },
      {
        zaaid: "600000002",
        name: "Customer Two",
        user_id: "300000000000902",
        monitors: [
          {
            ...PAYER,
            monitor_id: "300000000000202",
            display_name: "Two's payer",
            role_arn: "arn:aws:iam::222233334444:role/Monitoring",
          },
        ],
      },
    ],
  };
}

export async function startFakeSite24x7(login: FakeLogin): Promise<FakeSite24x7> {
  const requests: FakeSite24x7["requests"] = [];
  const planned: { path: string; answer: FakeAnswer }[] = [];
  const tokens = new Set<string>();
  let given = 0;
  let tokenDelayMs = 0;

  const server = createServer((request, response) => void serve(request, response));

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? "/", "http://fake");
    const path = pathname.replace(/^\/api/, "");
    const { cookie = "", authorization = "" } = request.headers;
    requests.push({ path, cookie, authorization });
    const form = new URLSearchParams(await text(request));
    if (path === "/oauth/v2/token" && tokenDelayMs > 0)
      await new Promise((resolve) => setTimeout(resolve, tokenDelayMs));
    const index = planned.findIndex((each) => each.path === path);
    const [plan] = index < 0 ? [] : planned.splice(index, 1);
    if (plan !== undefined) {
      const { status, headers = {}, body = "" } = plan.answer;
      response.writeHead(status, headers).end(body);
      return;
    }
    const { status, body } =
      path === "/oauth/v2/token" ? giveToken(form) : answer(path, cookie, authorization);
    response
      .writeHead(status, { "content-type": "application/json", "set-cookie": "zaaid=999; Path=/" })
      .end(JSON.stringify(body));
  }

  function giveToken(form: URLSearchParams): { status: number; body: object } {
    const isClient =
      form.get("client_id") === login.clientId && form.get("client_secret") === login.clientSecret;
    if (!isClient) return { status: 200, body: { error: "invalid_client" } };
    const isCode = form.get("grant_type") === "authorization_code";
    const code = form.get("code") ?? "";
    const isGood = isCode ? login.codes.includes(code) : form.get("refresh_token") === login.refreshToken;
    if (!isGood) return { status: 200, body: { error: "invalid_code" } };
    login.codes = login.codes.filter((each) => each !== code);
    given += 1;
    const token = `1000.access.${given}`;
    tokens.add(token);
    return {
      status: 200,
      body: {
        access_token: token,
        ...(isCode ? { refresh_token: login.refreshToken } : {}),
        api_domain: "https://www.zohoapis.com",
        token_type: "Bearer",
        expires_in: 3_600,
      },
    };
  }

  function answer(path: string, cookie: string, authorization: string): { status: number; body: object } {
    if (!tokens.has(authorization.replace(/^Zoho-oauthtoken /, "")))
      return { status: 401, body: { message: "OAuth Access Token is invalid or has expired." } };
    const denied = {
      status: 401,
      body: { error_code: 1100, message: "You are not authorized to perform this operation" },
    };
    if (path === "/short/msp/customers") {
      if (!login.scopes.includes("Site24x7.Msp.Read")) return denied;
      return ok(login.customers.map(({ zaaid, name, user_id }) => ({ zaaid, name, user_id })));
    }
    const zaaid = /zaaid=(\S+)/.exec(cookie)?.[1];
    const monitors =
      zaaid === undefined
        ? login.monitors
        : login.customers.find((customer) => String(customer.zaaid) === zaaid)?.monitors;
    if (monitors === undefined || !login.scopes.includes("Site24x7.Admin.Read")) return denied;
    if (path === "/monitors") return ok(monitors);
    const id = decodeURIComponent(path.replace("/monitors/", ""));
    const found = monitors.find((monitor) => idOf(monitor) === id);
    return found === undefined
      ? { status: 404, body: { error_code: 404, message: "Resource not found" } }
      : ok(found);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    login,
    requests,
    answerNext(path, ...answers) {
      for (const each of answers) planned.push({ path, answer: each });
    },
    endTokens: () => tokens.clear(),
    slowTokens(ms) {
      tokenDelayMs = ms;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function ok(data: unknown): { status: number; body: object } {
  return { status: 200, body: { code: 0, message: "success", data } };
}

function idOf(monitor: unknown): string | null {
  const isMonitor = typeof monitor === "object" && monitor !== null && "monitor_id" in monitor;
  return isMonitor ? String(monitor.monitor_id) : null;
}

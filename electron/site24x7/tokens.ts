import { DATA_CENTRES, type DataCentreCode } from "#core/site24x7/data-centre.ts";
import { readTokenAnswer, type TokenAnswer } from "#core/site24x7/answers/token-answer.ts";
import { blockEndsMs, nextTokenAtMs } from "#core/site24x7/token-limit.ts";
import { fail } from "#core/result/failure.ts";
import { reach, type Surroundings } from "./surroundings.ts";

/** What a sign-in consists of. All of it is secret and lives in the keychain. */
export type SignIn = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
};

export type TokenParts = Surroundings & {
  /** Zoho's host for accounts. */
  readonly accounts: string;
  readonly dataCentre: DataCentreCode;
  /** As the user calls the login. */
  readonly login: string;
  readonly signIn: () => Promise<SignIn>;
};

export type TokenSource = {
  /** An access token that lives a while yet. */
  token(): Promise<string>;
  /** Site24x7 does not take this token any more. */
  drop(token: string): void;
};

const EARLY_MS = 60_000;

/** Hands out one access token to everybody until it ends, and asks for the next one once, however many wait for it. */
export function createTokenSource(parts: TokenParts): TokenSource {
  const { now } = parts;
  let held: { readonly token: string; readonly endsMs: number } | null = null;
  let pending: Promise<string> | null = null;
  let asked: readonly number[] = [];
  let blockedUntilMs = 0;

  const renew = async (): Promise<string> => {
    const nowMs = now().getTime();
    const nextMs = Math.max(blockedUntilMs, nextTokenAtMs(asked, nowMs));
    if (nextMs > nowMs) tooMany(nextMs);
    const signIn = await parts.signIn();
    asked = [...asked, nowMs];
    const answer = await requestToken(parts.accounts, {
      grant_type: "refresh_token",
      client_id: signIn.clientId,
      client_secret: signIn.clientSecret,
      refresh_token: signIn.refreshToken,
    });
    if (answer.kind === "tooOften") {
      blockedUntilMs = blockEndsMs(nowMs);
      tooMany(blockedUntilMs);
    }
    if (answer.kind === "wrongCode") fail("site24x7.sign_in_expired", { login: parts.login });
    const { accessToken, lifeSeconds } = granted(answer, parts.dataCentre, nowMs);
    held = { token: accessToken, endsMs: nowMs + lifeSeconds * 1_000 - EARLY_MS };
    return accessToken;
  };

  return {
    async token() {
      if (held !== null && now().getTime() < held.endsMs) return held.token;
      pending ??= renew().finally(() => {
        pending = null;
      });
      return pending;
    },
    drop(token) {
      if (held?.token === token) held = null;
    },
  };
}

/** Turns the code of a self client into a refresh token. A code works once, so this is done the moment it is entered. */
export async function exchangeCode(given: {
  readonly accounts: string;
  readonly dataCentre: DataCentreCode;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly code: string;
  readonly now: () => Date;
}): Promise<SignIn> {
  const { accounts, dataCentre, clientId, clientSecret, code, now } = given;
  const answer = await requestToken(accounts, {
    grant_type: "authorization_code",
    client_id: clientId,
    client_secret: clientSecret,
    code,
  });
  const { refreshToken } = granted(answer, dataCentre, now().getTime());
  if (refreshToken === null)
    return fail("site24x7.unexpected", { code: "oauth", message: "there is no refresh token in the answer" });
  return { clientId, clientSecret, refreshToken };
}

/** Everything goes in the body, so that no secret stands in an address. */
async function requestToken(accounts: string, form: Readonly<Record<string, string>>): Promise<TokenAnswer> {
  const { status, text } = await reach({
    method: "POST",
    url: `${accounts}/oauth/v2/token`,
    headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
    body: new URLSearchParams(form).toString(),
  });
  return readTokenAnswer(status, text);
}

function granted(
  answer: TokenAnswer,
  dataCentre: DataCentreCode,
  nowMs: number,
): Extract<TokenAnswer, { kind: "granted" }> {
  const { name } = DATA_CENTRES[dataCentre];
  switch (answer.kind) {
    case "granted":
      return answer;
    case "wrongClient":
      return fail("site24x7.wrong_client", { dataCentre: name });
    case "wrongCode":
      return fail("site24x7.code_used_up", { dataCentre: name });
    case "tooOften":
      return tooMany(blockEndsMs(nowMs));
    case "failed":
      return fail("site24x7.unexpected", { code: answer.code, message: "Zoho gave out no token" });
  }
}

function tooMany(nextMs: number): never {
  return fail("site24x7.too_many_tokens", { nextTryAt: new Date(nextMs).toISOString() }, "auto");
}

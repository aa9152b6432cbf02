import { judge, type Judged } from "#core/site24x7/answers/judge.ts";
import { AppError, fail, failure, type Failure } from "#core/result/failure.ts";
import type { Incoming } from "../network/send.ts";
import { reach, type Surroundings } from "./surroundings.ts";
import type { TokenSource } from "./tokens.ts";

/** What an answer that is no data comes to; `missing` and `notAllowed` mean different things to different questions. */
export type Asked =
  | { readonly kind: "data"; readonly data: unknown }
  | { readonly kind: "missing" }
  | { readonly kind: "notAllowed" };

export type ClientParts = Surroundings & {
  /** Root of the REST API. */
  readonly api: string;
  /** As the user calls the login. */
  readonly login: string;
  readonly tokens: TokenSource;
};

export type Site24x7Client = {
  /** `zaaid` says for which customer the request is; null for the login's own. */
  get(path: string, zaaid: string | null): Promise<Asked>;
};

const TRIES = 4;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
const HOUR_MS = 3_600_000;

export function createSite24x7Client(parts: ClientParts): Site24x7Client {
  const { api, login, tokens, now, wait } = parts;
  /** Until then nothing is asked; the answer is the one that led to it. */
  let lock: { readonly untilMs: number; readonly failure: Failure } | null = null;

  const ask = async (
    path: string,
    zaaid: string | null,
  ): Promise<Judged & { readonly retryMs: number | null }> => {
    const token = await tokens.token();
    const answer = await reach({
      method: "GET",
      url: `${api}${path}`,
      headers: {
        authorization: `Zoho-oauthtoken ${token}`,
        accept: "application/json; version=2.0",
        "user-agent": "CloudSpend Desktop",
        ...(zaaid === null ? {} : { cookie: `zaaid=${zaaid}` }),
      },
    });
    refuseRedirect(api, answer);
    const judged = judge(answer);
    if (judged.kind === "token") tokens.drop(token);
    return { ...judged, retryMs: retryAfterMs(answer, now()) };
  };

  const lockFor = (waitMs: number, told: (nextTryAt: string) => Failure): never => {
    const untilMs = now().getTime() + waitMs;
    lock = { untilMs, failure: told(new Date(untilMs).toISOString()) };
    throw new AppError(lock.failure);
  };

  return {
    async get(path, zaaid) {
      if (lock !== null && now().getTime() < lock.untilMs) throw new AppError(lock.failure);
      let hasNewToken = false;
      for (let attempt = 1; ; attempt += 1) {
        const judged = await ask(path, zaaid);
        switch (judged.kind) {
          case "data":
          case "missing":
          case "notAllowed":
            return judged;
          case "token":
            if (hasNewToken) return fail("site24x7.sign_in_expired", { login });
            hasNewToken = true;
            break;
          case "needsUnit":
            return fail("site24x7.needs_unit", { login });
          case "quota":
            return lockFor(judged.retryMs ?? quotaEndsInMs(judged.message, now()), (nextTryAt) =>
              failure("site24x7.quota", { message: judged.message, nextTryAt }, "auto"),
            );
          case "busy": {
            const waitMs = judged.retryMs ?? Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS);
            if (waitMs > LONGEST_WAIT_MS || attempt === TRIES)
              lockFor(waitMs, (nextTryAt) => failure("site24x7.busy", { nextTryAt }, "auto"));
            await wait(waitMs);
            break;
          }
          case "failed":
            return fail("site24x7.unexpected", { code: judged.code, message: judged.message });
        }
      }
    },
  };
}

/** A token goes to no host but the one it was asked for. */
function refuseRedirect(api: string, { status, headers }: Incoming): void {
  if (status < 300 || status >= 400) return;
  const { host } = new URL(api);
  const to = URL.canParse(headers.location ?? "", api) ? new URL(headers.location ?? "", api).host : "";
  fail("site24x7.redirected", { host, to: to === "" ? "an unknown address" : to });
}

/** A daily quota begins anew with the day; how long the lock of a single API lasts is not published: an hour is polite. */
function quotaEndsInMs(message: string, now: Date): number {
  if (!/\bda(y|ily)\b/i.test(message)) return HOUR_MS;
  const tomorrow = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1);
  return tomorrow - now.getTime();
}

/** `Retry-After` in seconds or as a date. */
function retryAfterMs({ headers }: Incoming, now: Date): number | null {
  const given = headers["retry-after"];
  if (given === undefined) return null;
  const seconds = Number(given);
  const ms = Number.isNaN(seconds) ? Date.parse(given) - now.getTime() : seconds * 1_000;
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}

import { z } from "zod";

/** What Zoho answers to a request for tokens. Seconds are of the access token's life. */
export type TokenAnswer =
  | {
      readonly kind: "granted";
      readonly accessToken: string;
      readonly refreshToken: string | null;
      readonly lifeSeconds: number;
    }
  /** The client is not known in this data centre, or its secret is wrong. */
  | { readonly kind: "wrongClient" }
  /** The code or the refresh token is used up, revoked or mistyped. */
  | { readonly kind: "wrongCode" }
  | { readonly kind: "tooOften" }
  | { readonly kind: "failed"; readonly code: string };

const LONGEST_SECONDS = 3_600;

const answer = z.object({
  access_token: z.string().min(1).optional(),
  refresh_token: z.string().min(1).optional(),
  expires_in: z.coerce.number().catch(LONGEST_SECONDS).optional(),
  error: z.string().optional(),
  error_description: z.string().optional(),
});

/** An error comes with any status, also 200. Some answers give the token's life in milliseconds: an hour is the most. */
export function readTokenAnswer(status: number, text: string): TokenAnswer {
  const { access_token, refresh_token, expires_in, error, error_description } = read(text);
  if (error === undefined && access_token !== undefined)
    return {
      kind: "granted",
      accessToken: access_token,
      refreshToken: refresh_token ?? null,
      lifeSeconds: Math.min(expires_in ?? LONGEST_SECONDS, LONGEST_SECONDS),
    };
  if (error === "invalid_client" || error === "invalid_client_secret") return { kind: "wrongClient" };
  if (error === "invalid_code" || error === "invalid_grant") return { kind: "wrongCode" };
  const isTooOften =
    status === 429 || /access denied/i.test(error ?? "") || /you have made to/i.test(error_description ?? "");
  return isTooOften ? { kind: "tooOften" } : { kind: "failed", code: error ?? `HTTP ${status}` };
}

function read(text: string): z.output<typeof answer> {
  try {
    return answer.safeParse(JSON.parse(text)).data ?? {};
  } catch {
    return {};
  }
}

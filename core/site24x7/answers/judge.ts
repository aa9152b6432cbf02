import { z } from "zod";

/** What an answer of the REST API comes to, whatever its status and form. */
export type Judged =
  | { readonly kind: "data"; readonly data: unknown }
  /** The token has ended or was dropped by Zoho: another one may do. */
  | { readonly kind: "token"; readonly message: string }
  | { readonly kind: "notAllowed"; readonly message: string }
  /** A login of business units: it has to be said for which of them the request is. */
  | { readonly kind: "needsUnit"; readonly message: string }
  | { readonly kind: "missing" }
  /** Asked too often, or the service is not well: wait, then ask again. */
  | { readonly kind: "busy"; readonly message: string }
  /** A quota is used up: no request until it begins anew. */
  | { readonly kind: "quota"; readonly message: string }
  | { readonly kind: "failed"; readonly code: string; readonly message: string };

export type Answer = { readonly status: number; readonly text: string };

const envelope = z.object({
  code: z.union([z.number(), z.string()]).nullish(),
  error_code: z.union([z.number(), z.string()]).nullish(),
  message: z.string().nullish().catch(null),
  data: z.unknown().optional(),
});

const NOT_ALLOWED = "1100";
const NO_SUCH_PAGE = 404;
const TOO_MANY = 429;
const NOT_IMPLEMENTED = 501;

/** An error may come with any status, and a success without a body: the body is judged first. */
export function judge({ status, text }: Answer): Judged {
  const body = envelope.safeParse(parsed(text));
  const message = body.data?.message?.trim() ?? "";
  const code = String(body.data?.error_code ?? "");
  if (/access token is invalid or has expired/i.test(message)) return { kind: "token", message };
  if (/zaaid/i.test(message) && /\bBU\b/.test(message)) return { kind: "needsUnit", message };
  if (code === NOT_ALLOWED) return { kind: "notAllowed", message };
  if (/API.*exceeded/i.test(message)) return { kind: "quota", message };
  if (status === 401 || status === 403) return { kind: "token", message };
  if (status === NO_SUCH_PAGE) return { kind: "missing" };
  if (status === TOO_MANY || (status >= 500 && status !== NOT_IMPLEMENTED)) return { kind: "busy", message };
  const isFailure = status >= 400 || code !== "" || !isZero(body.data?.code);
  if (isFailure) return { kind: "failed", code: code === "" ? `HTTP ${status}` : code, message };
  if (text.trim() !== "" && !body.success) return { kind: "failed", code: `HTTP ${status}`, message: "" };
  return { kind: "data", data: body.data?.data ?? null };
}

function isZero(code: number | string | null | undefined): boolean {
  return code === null || code === undefined || Number(code) === 0;
}

/** Long ids that come as bare numbers are made text before JSON would round them. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replaceAll(/([:[,]\s*)(-?\d{16,})(?=\s*[,}\]])/g, '$1"$2"'));
  } catch {
    return null;
  }
}

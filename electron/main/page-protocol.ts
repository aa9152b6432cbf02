import { readFile } from "node:fs/promises";
import { protocol, type Session } from "electron";
import { listPageFiles } from "./page-files.ts";

const SCHEME = "app";
const APP_ORIGIN = `${SCHEME}://cloudspend`;
export const APP_URL = `${APP_ORIGIN}/index.html`;

/**
 * Vue and the charts set style attributes; nothing else inline is needed, and nothing comes from outside. Text becomes
 * markup only through Vue's own policy (the icons of the bundle), or where it can be none (renderer/app/trusted-types.ts).
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types vue default",
].join("; ");

const HEADERS = {
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "x-content-type-options": "nosniff",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

/** To be called before the app is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built page at `app://cloudspend/`, and nothing but it. */
export function servePage(session: Session, folder: string): void {
  const files = listPageFiles(folder);
  session.protocol.handle(SCHEME, async (request) => {
    const { host, pathname } = new URL(request.url);
    const file = `${SCHEME}://${host}` === APP_ORIGIN ? files.get(pathname) : undefined;
    if (file === undefined || request.method !== "GET") {
      return new Response("Not found", { status: 404, headers: HEADERS });
    }
    const body = new Uint8Array(await readFile(file.path));
    return new Response(body, { headers: { ...HEADERS, "content-type": file.type } });
  });
}

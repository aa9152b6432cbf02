import type { App, Session, WebContents } from "electron";
import type { Log } from "../logging/log.ts";

/** The one thing a page may ask the system for: to put text on the clipboard. */
const GRANTED = "clipboard-sanitized-write";

/** Locks every session from the moment it exists. To be called before the app is ready. */
export function lockSessions(app: App, pageUrl: string, log: Log): void {
  const pageRoot = new URL("/", pageUrl).href;
  app.on("session-created", (session) => lockSession(session, pageRoot, log));
}

/** Denies every permission, device, download and request to the network. */
function lockSession(session: Session, pageRoot: string, log: Log): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    if (permission !== GRANTED) log.warn("permission.denied", { permission });
    answer(permission === GRANTED);
  });
  session.setPermissionCheckHandler((_contents, permission) => permission === GRANTED);
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.on("will-download", (event, item) => {
    // What the page itself has made may be saved; where, the system asks.
    if (item.getURL().startsWith(`blob:${pageRoot}`)) return;
    event.preventDefault();
    log.warn("download.denied", { url: item.getURL() });
  });
  session.webRequest.onBeforeRequest((request, answer) => {
    const cancel = !isLocal(request.url, pageRoot);
    if (cancel) log.warn("request.denied", { url: request.url });
    answer({ cancel });
  });
}

function isLocal(url: string, pageRoot: string): boolean {
  if (/^(?:data|blob|devtools):/.test(url)) return true;
  return url.replace(/^ws:/, "http:").startsWith(pageRoot);
}

/** Whatever page there is, it stays where it is and opens nothing. */
export function lockContents(app: App, pageUrl: string, log: Log): void {
  app.on("web-contents-created", (_event, contents) => {
    const refuse = (event: { preventDefault(): void }, url: string): void => {
      if (url.split("#")[0] === pageUrl) return;
      event.preventDefault();
      log.warn("navigation.denied", { url });
    };
    contents.on("will-navigate", (event) => refuse(event, event.url));
    contents.on("will-frame-navigate", (event) => refuse(event, event.url));
    contents.on("will-redirect", (event) => refuse(event, event.url));
    contents.on("will-attach-webview", (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      log.warn("window.denied", { url });
      return { action: "deny" };
    });
    reportEnd(contents, log);
  });
}

/** Chromium asks nobody before a page goes to `about:blank`: the window's page is loaded anew then. */
export function keepOnPage(contents: WebContents, pageUrl: string, log: Log): void {
  contents.on("did-navigate", (_event, url) => {
    if (url.split("#")[0] === pageUrl) return;
    log.warn("page.left", { url });
    void contents.loadURL(pageUrl);
  });
}

function reportEnd(contents: WebContents, log: Log): void {
  contents.on("render-process-gone", (_event, details) => log.error("page.ended", { ...details }));
  contents.on("unresponsive", () => log.warn("page.unresponsive"));
  contents.on("preload-error", (_event, _path, error) => log.error("preload.failed", { error }));
}

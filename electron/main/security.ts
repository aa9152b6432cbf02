import type { App, Session, WebContents } from "electron";
import type { Log } from "../logging/log.ts";

/** The one thing a page may ask the system for: to put text on the clipboard. */
const GRANTED = "clipboard-sanitized-write";

/** Denies every permission, device and request to the network. */
export function lockSession(session: Session, pageRoot: string, log: Log): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    if (permission !== GRANTED) log.warn("permission.denied", { permission });
    answer(permission === GRANTED);
  });
  session.setPermissionCheckHandler((_contents, permission) => permission === GRANTED);
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest((request, answer) => {
    const cancel = !isLocal(request.url, pageRoot);
    if (cancel) log.warn("request.denied", { url: request.url });
    answer({ cancel });
  });
}

function isLocal(url: string, pageRoot: string): boolean {
  if (/^(?:data|blob|devtools|chrome-extension):/.test(url)) return true;
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

function reportEnd(contents: WebContents, log: Log): void {
  contents.on("render-process-gone", (_event, details) => log.error("page.ended", { ...details }));
  contents.on("unresponsive", () => log.warn("page.unresponsive"));
  contents.on("preload-error", (_event, _path, error) => log.error("preload.failed", { error }));
}

import { Notification, type BrowserWindow } from "electron";
import type { Notice } from "../host/refresh.ts";
import { focus } from "./main-window.ts";

/** Tells the user on the desktop, unless the window is in front anyway; a click brings it there. */
export function notify({ title, body }: Notice, window: BrowserWindow | null): void {
  if (!Notification.isSupported() || window?.isFocused() === true) return;
  const notification = new Notification({ title, body });
  notification.on("click", () => {
    if (window !== null && !window.isDestroyed()) focus(window);
  });
  notification.show();
}

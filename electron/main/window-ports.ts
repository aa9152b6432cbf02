import { MessageChannelMain, type BrowserWindow, type MessagePortMain } from "electron";
import { ENGINE_CHANNEL, PORTS_CHANNEL } from "../transport/channels.ts";

type Ends = {
  /** Address the page must have: ports are given to no other. */
  readonly pageUrl: string;
  readonly serveHost: (port: MessagePortMain) => void;
  readonly connectEngine: () => MessagePortMain;
};

export type WindowPorts = {
  /** Gives the page a way to a new engine. */
  replaceEngine(): void;
};

/** Hands the page its two ports whenever it has loaded; those of the page before it are closed. */
export function handOverPorts(window: BrowserWindow, ends: Ends): WindowPorts {
  const { webContents } = window;
  let former: MessagePortMain | null = null;
  webContents.on("dom-ready", () => {
    if (webContents.mainFrame.url.split("#")[0] !== ends.pageUrl) return;
    former?.close();
    const { port1, port2 } = new MessageChannelMain();
    former = port1;
    ends.serveHost(port1);
    webContents.postMessage(PORTS_CHANNEL, null, [port2, ends.connectEngine()]);
  });
  return {
    replaceEngine() {
      if (!webContents.isDestroyed()) webContents.postMessage(ENGINE_CHANNEL, null, [ends.connectEngine()]);
    },
  };
}

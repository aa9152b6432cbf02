import { contextBridge, ipcRenderer, webUtils } from "electron";
import { ENGINE_CHANNEL, PORTS_CHANNEL } from "../transport/channels.ts";

for (const kind of [PORTS_CHANNEL, ENGINE_CHANNEL]) {
  ipcRenderer.on(kind, (event) => {
    window.postMessage({ kind }, window.location.origin, [...event.ports]);
  });
}

contextBridge.exposeInMainWorld("cloudspend", {
  pathOf: (file: File) => webUtils.getPathForFile(file),
});

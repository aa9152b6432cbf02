import { app } from "electron";
import type { Log } from "../logging/log.ts";

/** Lets syncs stop and the engine close its database before the app ends. */
export function quitGracefully(services: { readonly stop: () => Promise<void> }, log: Log): void {
  let isStopped = false;
  app.on("will-quit", (event) => {
    if (isStopped) return;
    event.preventDefault();
    isStopped = true;
    void services.stop().finally(() => {
      log.info("app.ended");
      app.exit(0);
    });
  });
}

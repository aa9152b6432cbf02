import { app } from "electron";
import type { Log } from "../logging/log.ts";
import type { EngineSupervisor } from "./engine-supervisor.ts";

/** Lets the engine close its database before the app ends. */
export function quitGracefully(engine: EngineSupervisor, log: Log): void {
  let isStopped = false;
  app.on("will-quit", (event) => {
    if (isStopped) return;
    event.preventDefault();
    isStopped = true;
    void engine.stop().finally(() => {
      log.info("app.ended");
      app.exit(0);
    });
  });
}

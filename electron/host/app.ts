import { implement } from "@orpc/server";
import { hostContract } from "#core/contract/host.ts";
import type { AppEvents } from "./app-events.ts";

const { app } = implement(hostContract);

export type AppDescription = {
  readonly version: string;
  readonly electron: string;
  readonly platform: string;
  readonly dataDirectory: string;
  readonly packaged: boolean;
  readonly today: string;
};

export function appHandlers(options: {
  readonly describe: () => AppDescription;
  readonly onRendered: (screen: string) => void;
  readonly events: AppEvents;
}) {
  return app.router({
    describe: app.describe.handler(() => options.describe()),
    rendered: app.rendered.handler(({ input }) => options.onRendered(input.screen)),
    events: app.events.handler(({ signal }) => options.events.listen(signal)),
  });
}

import { implement } from "@orpc/server";
import { hostContract } from "#core/contract/host.ts";
import type { Updates } from "../updates/updates.ts";

export type { Updates } from "../updates/updates.ts";

const { updates } = implement(hostContract);

export function updateHandlers(parts: Updates) {
  return updates.router({
    source: updates.source.handler(() => ({ host: parts.host() })),
    look: updates.look.handler(() => parts.look()),
    download: updates.download.handler(async function* ({ signal }) {
      yield* parts.download(signal);
    }),
    install: updates.install.handler(() => parts.install()),
  });
}

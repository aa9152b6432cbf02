import { listQuality } from "../catalogue/catalogue.ts";
import { identitiesByPayer } from "../explain/payer-identities.ts";
import type { Parts } from "./parts.ts";

export function qualityHandlers({ contract: { quality }, session }: Parts) {
  return quality.router({
    list: quality.list.handler(({ signal }) => session.current().database.read(listQuality, signal)),
    byPayer: quality.byPayer.handler(({ signal }) => identitiesByPayer(session.current(), signal)),
  });
}

import { consoleSnapshot } from "../console/snapshot.ts";
import type { Parts } from "./parts.ts";

export function sqlHandlers({ contract: { sql }, session }: Parts) {
  return sql.router({
    snapshot: sql.snapshot.handler(({ signal }) => consoleSnapshot(session.current(), signal)),
  });
}

import { withDeliveries } from "../cost/known-deliveries.ts";
import { compareFormats, compareLines, parityPairs } from "../parity/parity.ts";
import type { Parts } from "./parts.ts";

export function parityHandlers({ contract: { parity }, session }: Parts) {
  return parity.router({
    pairs: parity.pairs.handler(({ signal }) =>
      withDeliveries(session.current().database, async (_, deliveries) => parityPairs(deliveries), signal),
    ),
    compare: parity.compare.handler(({ input, signal }) => {
      const { database, directory } = session.current();
      return withDeliveries(
        database,
        (connection, deliveries) => compareFormats(connection, directory, deliveries, input),
        signal,
      );
    }),
    lines: parity.lines.handler(({ input, signal }) => {
      const { database, directory } = session.current();
      return withDeliveries(
        database,
        (connection, deliveries) => compareLines(connection, directory, deliveries, input),
        signal,
      );
    }),
  });
}

import { withDeliveries } from "../cost/known-deliveries.ts";
import { compareFormats, parityPairs } from "../parity/parity.ts";
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
  });
}

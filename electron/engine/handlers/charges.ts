import { queryCharges } from "../charges/answer-charges.ts";
import type { Parts } from "./parts.ts";

export function chargeHandlers({ contract: { charges }, session }: Parts) {
  return charges.router({
    query: charges.query.handler(({ input, signal }) => {
      const { database, directory } = session.current();
      return queryCharges(database, directory, input, signal);
    }),
  });
}

import { listPeriods, removeDelivery } from "../catalogue/catalogue.ts";
import type { Parts } from "./parts.ts";

export function periodHandlers({ contract: { periods }, session }: Parts) {
  return periods.router({
    list: periods.list.handler(({ signal }) => session.current().database.read(listPeriods, signal)),
    remove: periods.remove.handler(({ input }) => removeDelivery(session.current(), input.deliveryId)),
  });
}

import { nameAccounts } from "../catalogue/account-names.ts";
import type { Parts } from "./parts.ts";

export function accountNameHandlers({ contract: { accountNames }, session }: Parts) {
  return accountNames.router({
    set: accountNames.set.handler(({ input: { source, names } }) =>
      nameAccounts(
        session.current().database,
        source,
        names.map(({ accountId, ...account }) => ({ id: accountId, ...account })),
      ),
    ),
  });
}

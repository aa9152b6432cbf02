import { implement } from "@orpc/server";
import { hostContract } from "#core/contract/host.ts";
import type { OpenAccounts } from "./open-accounts.ts";

const { accounts } = implement(hostContract);

export function accountHandlers(open: OpenAccounts, reportBug: (error: unknown) => void) {
  /** Goes on after the answer; what goes wrong is remembered with the account. */
  const start = (work: Promise<unknown>): void => void work.catch(reportBug);
  const idsOf = async (id: string | null): Promise<readonly string[]> =>
    id === null ? (await open.current()).accounts.list().map(({ account }) => account.id) : [id];

  return accounts.router({
    list: accounts.list.handler(async () => (await open.current()).accounts.list()),
    watch: accounts.watch.handler(async function* ({ signal }) {
      yield* (await open.current()).accounts.watch(signal);
    }),
    check: accounts.check.handler(async ({ input }) => {
      const { accounts: own } = await open.current();
      await Promise.all((await idsOf(input.id)).map((id) => own.check(id)));
    }),
    sync: accounts.sync.handler(async ({ input }) => {
      const { accounts: own } = await open.current();
      for (const id of await idsOf(input.id)) start(own.sync(id));
    }),
    pause: accounts.pause.handler(async ({ input }) => (await open.current()).accounts.pause(input.id)),
    resume: accounts.resume.handler(async ({ input }) =>
      start((await open.current()).accounts.sync(input.id)),
    ),
    cancel: accounts.cancel.handler(async ({ input }) => (await open.current()).accounts.cancel(input.id)),
    remove: accounts.remove.handler(async ({ input }) =>
      (await open.current()).accounts.remove(input.id, input.withData),
    ),
    importNames: accounts.importNames.handler(async ({ input }) => ({
      names: await (await open.current()).accounts.importNames(input.path),
    })),
  });
}

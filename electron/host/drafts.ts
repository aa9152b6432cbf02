import { implement } from "@orpc/server";
import { hostContract } from "#core/contract/host.ts";
import type { OpenAccounts } from "./open-accounts.ts";

const { drafts } = implement(hostContract);

export function draftHandlers(open: OpenAccounts) {
  return drafts.router({
    list: drafts.list.handler(async () => (await open.current()).drafts.list()),
    create: drafts.create.handler(async () => (await open.current()).drafts.create()),
    edit: drafts.edit.handler(async ({ input }) => (await open.current()).drafts.edit(input.accountId)),
    save: drafts.save.handler(async ({ input }) =>
      (await open.current()).drafts.save(input.id, input.fields),
    ),
    discard: drafts.discard.handler(async ({ input }) => (await open.current()).drafts.discard(input.id)),
    renewExternalId: drafts.renewExternalId.handler(async ({ input }) =>
      (await open.current()).drafts.renewExternalId(input.id),
    ),
    setKeys: drafts.setKeys.handler(async ({ input }) =>
      (await open.current()).drafts.setKeys(input.id, input.keys),
    ),
    setKeysFromFile: drafts.setKeysFromFile.handler(async ({ input }) =>
      (await open.current()).drafts.setKeysFromFile(input.id, input.path, input.user),
    ),
    forgetKeys: drafts.forgetKeys.handler(async ({ input }) =>
      (await open.current()).drafts.forgetKeys(input.id),
    ),
    identity: drafts.identity.handler(async ({ input }) => (await open.current()).drafts.identity(input.id)),
    reports: drafts.reports.handler(async ({ input }) => (await open.current()).drafts.reports(input.id)),
    workgroups: drafts.workgroups.handler(async ({ input }) =>
      (await open.current()).drafts.workgroups(input.id),
    ),
    workgroup: drafts.workgroup.handler(async ({ input }) =>
      (await open.current()).drafts.workgroup(input.id),
    ),
    databases: drafts.databases.handler(async ({ input }) =>
      (await open.current()).drafts.databases(input.id),
    ),
    tables: drafts.tables.handler(async ({ input }) => (await open.current()).drafts.tables(input.id)),
    check: drafts.check.handler(async function* ({ input, signal }) {
      yield* (await open.current()).drafts.check(input.id, signal);
    }),
    connect: drafts.connect.handler(async ({ input }) => {
      const { drafts: own, accounts } = await open.current();
      const { accountId, checks } = await own.connect(input.id, input.allowFailing);
      return { account: accounts.list().find(({ account }) => account.id === accountId) ?? null, checks };
    }),
  });
}

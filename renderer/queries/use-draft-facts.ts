import type { FoundReport } from "#core/account/found-report.ts";
import type { FoundTable, FoundWorkgroup, Workgroup } from "#core/account/found-table.ts";
import type { CallerIdentity } from "#core/account/identity.ts";
import type { HostClient } from "../backend/backend.ts";
import type { DraftWork } from "./use-draft.ts";
import { useHostQuery, type HostAnswer } from "./use-host-query.ts";

/** Who AWS says a draft's base identity is; asked anew whenever `key` changes, never while it is null. */
export function useDraftIdentity(work: DraftWork, key: () => string | null): HostAnswer<CallerIdentity> {
  return useHostQuery({
    key: () => ["draft-identity", work.draft.value.id, key()],
    isEnabled: () => key() !== null,
    ask: async (host, signal) => {
      await work.flush();
      return host.drafts.identity({ id: work.draft.value.id }, { signal });
    },
  });
}

/** What Athena has in the draft's region; each is asked anew whenever its key changes, never while it is null. */
export type CatalogueFacts = {
  readonly workgroups: HostAnswer<readonly FoundWorkgroup[]>;
  readonly workgroup: HostAnswer<Workgroup>;
  readonly databases: HostAnswer<readonly string[]>;
  readonly tables: HostAnswer<readonly FoundTable[]>;
};

export function useCatalogueFacts(
  work: DraftWork,
  keys: { readonly [Name in keyof CatalogueFacts]: () => string | null },
): CatalogueFacts {
  const asked = <T>(
    name: keyof CatalogueFacts,
    ask: (host: HostClient, input: { readonly id: string }, signal: AbortSignal) => Promise<T>,
  ): HostAnswer<T> =>
    useHostQuery({
      key: () => [`draft-${name}`, work.draft.value.id, keys[name]()],
      isEnabled: () => keys[name]() !== null,
      ask: async (host, signal) => {
        await work.flush();
        return ask(host, { id: work.draft.value.id }, signal);
      },
    });
  return {
    workgroups: asked("workgroups", (host, input, signal) => host.drafts.workgroups(input, { signal })),
    workgroup: asked("workgroup", (host, input, signal) => host.drafts.workgroup(input, { signal })),
    databases: asked("databases", (host, input, signal) => host.drafts.databases(input, { signal })),
    tables: asked("tables", (host, input, signal) => host.drafts.tables(input, { signal })),
  };
}

/** Reports the draft's credentials can see; asked anew whenever `key` changes, never while it is null. */
export function useFoundReports(
  work: DraftWork,
  key: () => string | null,
): HostAnswer<readonly FoundReport[]> {
  return useHostQuery({
    key: () => ["draft-reports", work.draft.value.id, key()],
    isEnabled: () => key() !== null,
    ask: async (host, signal) => {
      await work.flush();
      return host.drafts.reports({ id: work.draft.value.id }, { signal });
    },
  });
}

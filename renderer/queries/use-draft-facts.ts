import type { FoundReport } from "#core/account/found-report.ts";
import type { CallerIdentity } from "#core/account/identity.ts";
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

import type { ImportProposal } from "#core/ingest/import-report.ts";
import { useBackend } from "../backend/use-backend.ts";
import { useProposalStore } from "../stores/proposal.ts";
import { useEngineQuery, type EngineAnswer } from "./use-engine-query.ts";

/** What the chosen paths would import, and the call that does it. */
export function useImportProposal(): EngineAnswer<ImportProposal> & {
  readonly start: (leaveOut: readonly string[]) => Promise<void>;
} {
  const { engine } = useBackend();
  const proposal = useProposalStore();
  const answer = useEngineQuery({
    key: () => ["inspect", proposal.round],
    ask: (client, signal) => client.imports.inspect({ paths: [...proposal.paths] }, { signal }),
    isEnabled: () => proposal.paths.length > 0,
  });
  return {
    ...answer,
    start: async (leaveOut) => {
      const { round } = proposal;
      await engine.imports.start({ paths: [...proposal.paths], leaveOut: [...leaveOut] });
      // Other files may have been dropped in the meantime.
      if (proposal.round === round) proposal.forget();
    },
  };
}

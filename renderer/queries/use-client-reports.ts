import { computed, shallowRef, watch } from "vue";
import type { ReportDefinition } from "#core/client-report/report-definition.ts";
import type { ReportFormat, ReportPreview, ReportRequest } from "#core/client-report/report-request.ts";
import { useBackend } from "../backend/use-backend.ts";
import { useWorkspaceStore } from "../stores/workspace.ts";
import type { AsyncState } from "../ui/async-state.ts";
import { useCollection, type KeptCollection } from "./use-collection.ts";
import { useHostQuery, type HostAnswer } from "./use-host-query.ts";

/** Reports for clients kept with the open workspace. */
export function useClientReports(): KeptCollection<ReportDefinition> {
  return useCollection<ReportDefinition>("clientReports", (host) => host.clientReports);
}

/** A report as it is laid out; the one before stays until the next has come. `null` asks nothing. */
export function useReportPreview(request: () => ReportRequest | null): HostAnswer<ReportPreview> {
  const workspace = useWorkspaceStore();
  const last = shallowRef<ReportPreview | null>(null);
  const answer = useHostQuery({
    key: () => ["client-report", request()],
    ask: (host, signal) => {
      const asked = request();
      if (asked === null) throw new Error("asked without a report");
      return host.clientReports.preview(asked, { signal });
    },
    isEnabled: () => request() !== null,
    // Decisions and deliveries change what it tells.
    freshMs: 0,
  });
  watch(answer.value, (preview) => {
    if (preview !== null) last.value = preview;
  });
  watch(
    () => workspace.id,
    () => {
      last.value = null;
    },
  );
  const state = computed((): AsyncState<ReportPreview> =>
    answer.state.value.kind === "loading" && last.value !== null
      ? { kind: "ready", value: last.value, isRefreshing: true }
      : answer.state.value,
  );
  return { ...answer, state };
}

/** Picture of a page as `data:` address; null while it is on its way. */
export function useReportPage(
  page: () => {
    readonly preview: string;
    readonly page: number;
    readonly isWanted: boolean;
  },
): HostAnswer<string | null> {
  return useHostQuery<string | null>({
    key: () => ["client-report-page", page().preview, page().page],
    ask: async (host, signal) => {
      const { preview: id, page: number } = page();
      const picture = await host.clientReports.page({ id, page: number }, { signal });
      return picture === null ? null : `data:image/png;base64,${picture.base64}`;
    },
    isEnabled: () => page().isWanted,
  });
}

/** What of reports is a file. */
export function useReportFiles(): {
  /** A picture the user chooses, as `data:` address; null when the user thought better of it. */
  readonly chooseLogo: () => Promise<string | null>;
  /** Writes a report where the user chooses; gives the path, null when the user chose none. */
  readonly write: (file: {
    readonly request: ReportRequest;
    readonly format: ReportFormat;
    readonly suggestedName: string;
  }) => Promise<string | null>;
  readonly reveal: (path: string) => Promise<void>;
} {
  const { host } = useBackend();
  return {
    chooseLogo: () => host.clientReports.chooseLogo(),
    write: (file) => host.clientReports.write(file),
    reveal: (path) => host.dialogs.reveal({ path }),
  };
}

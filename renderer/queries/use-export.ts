import type { ExportFact, ExportFormat, ExportSource } from "#core/export/export-table.ts";
import { useBackend } from "../backend/use-backend.ts";
import { useProfiledQuestions } from "./use-tag-profiles.ts";

export type Export = {
  /** Suggested for the file, without its ending. */
  readonly name: string;
  readonly format: ExportFormat;
  readonly sources: readonly ExportSource[];
  readonly facts: readonly ExportFact[];
};

/** Starts to write tables where the user chooses; gives the path, null when the user chose none. */
export function useExport(): (wanted: Export) => Promise<string | null> {
  const { engine, host } = useBackend();
  const { attach } = useProfiledQuestions();
  return async ({ name, format, sources, facts }) => {
    const path = await host.dialogs.saveFile({ suggestedName: `${name}.${format}` });
    if (path === null) return null;
    const complete = sources.map((source) =>
      source.kind === "lineItems" ? { ...source, query: attach(source.query) } : source,
    );
    await engine.exports.start({ path, format, sources: complete, facts });
    return path;
  };
}

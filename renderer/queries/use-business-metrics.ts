import type { BusinessMetric } from "#core/unit-economics/business-metric.ts";
import type { Rows } from "#core/unit-economics/column-roles.ts";
import { fileName } from "../format/failure.ts";
import { useBackend } from "../backend/use-backend.ts";
import { useCollection, type KeptCollection } from "./use-collection.ts";

/** A table of figures that is not kept yet; `name` is that of its file without the ending. */
export type FigureTable = { readonly name: string | null; readonly rows: Rows };

/** What the business counts, kept with the open workspace. */
export function useBusinessMetrics(): KeptCollection<BusinessMetric> {
  return useCollection<BusinessMetric>("businessMetrics", (host) => host.businessMetrics);
}

/** Ways to get at a table of figures. */
export function useFigureTables(): {
  /** Null when no file was chosen. */
  readonly chooseFile: () => Promise<FigureTable | null>;
  readonly readFile: (file: File) => Promise<FigureTable>;
  readonly readText: (text: string) => Promise<FigureTable>;
} {
  const { host, pathOf } = useBackend();
  const read = async (path: string): Promise<FigureTable> => {
    const { rows } = await host.businessMetrics.readTable({ kind: "file", path });
    return { name: fileName(path).replace(/\.[^.]*$/, ""), rows };
  };
  return {
    chooseFile: async () => {
      const [path] = await host.dialogs.openFiles();
      return path === undefined ? null : read(path);
    },
    readFile: (file) => read(pathOf(file)),
    readText: async (text) => ({
      name: null,
      ...(await host.businessMetrics.readTable({ kind: "text", text })),
    }),
  };
}

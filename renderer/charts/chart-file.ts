import type { InjectionKey } from "vue";

/** A chart as a file: vector text, or pixels as base64. */
export type ChartFile = {
  /** Suggested for the file, with its ending. */
  readonly name: string;
  readonly content:
    | { readonly kind: "svg"; readonly text: string }
    | { readonly kind: "png"; readonly base64: string };
};

/** How charts are saved; the app provides it. Without it charts cannot be saved. */
export const CHART_SAVER: InjectionKey<(file: () => Promise<ChartFile>) => Promise<void>> =
  Symbol("chart saver");

import type { Annotation } from "#core/annotation/annotation.ts";
import { useCollection, type KeptCollection } from "./use-collection.ts";

/** What was noted about days. */
export function useAnnotations(): KeptCollection<Annotation> {
  return useCollection<Annotation>("annotations", (host) => host.annotations);
}

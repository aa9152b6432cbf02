import { defineStore } from "pinia";
import { shallowRef } from "vue";
import type { Annotation } from "#core/annotation/annotation.ts";

/** The note on days that is being written, wherever it was begun; null for none. */
export const useAnnotationDraftStore = defineStore("annotationDraft", () => {
  const draft = shallowRef<Annotation | null>(null);
  return {
    draft,
    write: (annotation: Annotation): void => {
      draft.value = annotation;
    },
    close: (): void => {
      draft.value = null;
    },
  };
});

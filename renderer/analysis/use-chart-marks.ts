import { computed, provide } from "vue";
import { concerns } from "#core/annotation/annotation.ts";
import { daysOfBucket, placeAnnotations } from "#core/annotation/mark-places.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import { CHART_MARKS } from "../charts/marks.ts";
import { useAnnotations } from "../queries/use-annotations.ts";
import { useAnnotationDraftStore } from "../stores/annotation-draft.ts";
import { useFormat } from "../stores/use-format.ts";

/** Puts the notes on days on every chart below, those that may concern costs filtered in this way. */
export function provideChartMarks(filters: () => readonly Filter[]): void {
  const { value: annotations } = useAnnotations();
  const writing = useAnnotationDraftStore();
  const format = useFormat();
  const concerning = computed(() =>
    (annotations.value ?? []).filter((annotation) => concerns(annotation, filters())),
  );

  provide(CHART_MARKS, {
    of: (buckets) =>
      placeAnnotations(concerning.value, buckets).map(({ annotation, first, last }) => ({
        id: annotation.id,
        text: annotation.text,
        first,
        last,
      })),
    open: (id) => {
      const found = annotations.value?.find((annotation) => annotation.id === id);
      if (found !== undefined) writing.write(found);
    },
    adding: (bucket) => {
      const range = daysOfBucket(bucket);
      if (range === null) return null;
      return {
        label: `Note on ${format.value.range(range)}`,
        add: () => writing.write({ id: crypto.randomUUID(), range, text: "", filters: filters() }),
      };
    },
  });
}

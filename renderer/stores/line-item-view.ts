import { defineStore } from "pinia";
import { readonly, ref } from "vue";
import type { LineItemQuery } from "#core/cost/query/line-item-query.ts";

/** How the list of line items is laid out. `columns` is null while the common ones are shown. */
export const useLineItemViewStore = defineStore("lineItemView", () => {
  const columns = ref<readonly string[] | null>(null);
  const sort = ref<LineItemQuery["sort"]>(null);

  return { columns: readonly(columns), sort: readonly(sort), showColumns, sortBy };

  function showColumns(ids: readonly string[] | null): void {
    columns.value = ids;
    if (ids !== null && sort.value !== null && !ids.includes(sort.value.column)) sort.value = null;
  }

  /** Descending first, then ascending, then the order of the files. */
  function sortBy(column: string): void {
    if (sort.value?.column !== column) sort.value = { column, descending: true };
    else sort.value = sort.value.descending ? { column, descending: false } : null;
  }
});

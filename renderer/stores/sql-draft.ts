import { defineStore } from "pinia";
import { readonly, ref } from "vue";
import { DEFAULT_ROWS } from "#core/console/sql-answer.ts";
import { STARTER_QUERIES } from "#core/console/starter-queries.ts";

/** What stands in the SQL editor; kept while one looks at other screens. */
export const useSqlDraftStore = defineStore("sqlDraft", () => {
  const text = ref(STARTER_QUERIES[0]?.text ?? "");
  const limit = ref(DEFAULT_ROWS);

  return { text: readonly(text), limit: readonly(limit), write, ask };

  function write(written: string): void {
    text.value = written;
  }

  function ask(rows: number): void {
    limit.value = rows;
  }
});

import { computed, ref } from "vue";
import {
  type BusinessMetric,
  type FigureMerge,
  type Per,
  withFigures,
} from "#core/unit-economics/business-metric.ts";
import {
  NO_CHOICES,
  readFigures,
  type FiguresRead,
  type ReadChoices,
} from "#core/unit-economics/read-figures.ts";
import { failureOf } from "../../backend/failure-of.ts";
import { problemOf } from "../../format/failure.ts";
import { useFigureTables, type FigureTable } from "../../queries/use-business-metrics.ts";
import type { Problem } from "../../ui/async-state.ts";

/** What is to become of the figures of one name. */
export type MetricProposal = FigureMerge & { readonly isNew: boolean };

type Settings = { readonly combine: BusinessMetric["combine"]; readonly per: Per };

/** A table of figures on its way into the workspace: nothing is kept before the user has seen what it tells. */
export function useFigureImport(held: () => readonly BusinessMetric[]) {
  const tables = useFigureTables();
  const table = ref<FigureTable | null>(null);
  const choices = ref<ReadChoices>(NO_CHOICES);
  const settings = ref<Readonly<Record<string, Settings>>>({});
  const problem = ref<Problem | null>(null);

  const read = computed(
    (): FiguresRead | null => table.value && readFigures(table.value.rows, choices.value),
  );
  const proposals = computed((): readonly MetricProposal[] =>
    (read.value?.metrics ?? []).map(({ name, figures }) => {
      const known = held().find((one) => one.name.toLowerCase() === name.toLowerCase());
      const grain = read.value?.grain ?? "day";
      const given = settings.value[name.toLowerCase()];
      const base: BusinessMetric = known ?? {
        id: crypto.randomUUID(),
        name,
        grain,
        combine: "sum",
        per: 1,
        figures: [],
      };
      const merge = withFigures({ ...base, ...given }, { grain, figures });
      return { ...merge, isNew: known === undefined };
    }),
  );

  async function take(load: () => Promise<FigureTable | null>): Promise<void> {
    problem.value = null;
    try {
      const found = await load();
      if (found === null) return;
      table.value = found;
      choices.value = { ...NO_CHOICES, name: found.name ?? NO_CHOICES.name };
      settings.value = {};
    } catch (error) {
      problem.value = problemOf(failureOf(error));
    }
  }

  return {
    table,
    read,
    choices,
    proposals,
    problem,
    chooseFile: () => take(tables.chooseFile),
    drop: (file: File) => take(() => tables.readFile(file)),
    paste: (text: string) => take(() => tables.readText(text)),
    choose: (patch: Partial<ReadChoices>): void => {
      choices.value = { ...choices.value, ...patch };
    },
    set: ({ name, combine, per }: BusinessMetric, patch: Partial<Settings>): void => {
      settings.value = { ...settings.value, [name.toLowerCase()]: { combine, per, ...patch } };
    },
    back: (): void => {
      table.value = null;
    },
  };
}

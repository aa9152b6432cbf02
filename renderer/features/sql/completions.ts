import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { ALLOWED_FUNCTIONS } from "#core/console/gate/functions.ts";
import type { ConsoleColumn, ConsoleView } from "#core/console/documented-view.ts";

const FUNCTIONS: readonly Completion[] = [...ALLOWED_FUNCTIONS].map((name) => ({
  label: name,
  type: "function",
  apply: `${name}(`,
}));

/** Offers the views, the functions and the columns of the views the statement names; all columns before it names one. */
export function offerNames(
  views: () => readonly ConsoleView[],
): (context: CompletionContext) => CompletionResult | null {
  return (context) => {
    const word = context.matchBefore(/"?[\w:]*$/);
    if (word === null || (word.from === word.to && !context.explicit)) return null;
    if (context.state.sliceDoc(0, word.from).endsWith(".")) return null;
    const known = views();
    const named = viewsNamed(context.state.doc.toString(), known);
    const columns = (named.length === 0 ? known : named).flatMap((view) =>
      view.columns.map((column) => columnChoice(column, view)),
    );
    return {
      from: word.from,
      options: [...distinct(columns), ...known.map(viewChoice), ...FUNCTIONS],
      validFor: /^"?[\w:]*$/,
    };
  };
}

/** The views whose names stand in the text. */
export function viewsNamed(text: string, views: readonly ConsoleView[]): readonly ConsoleView[] {
  return views.filter(({ name }) => new RegExp(`\\b${name}\\b`, "i").test(text));
}

/** A name as it has to stand in a statement. */
export function written(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

function columnChoice(column: ConsoleColumn, view: ConsoleView): Completion {
  const { name, type, meaning, source } = column;
  return {
    label: written(name),
    type: "property",
    detail: `${shortType(type)} ${view.name}`,
    info: source === null ? meaning : `${meaning}. AWS: ${source}`,
    boost: 2,
  };
}

function viewChoice({ name, meaning }: ConsoleView): Completion {
  return { label: name, type: "class", detail: "view", info: meaning, boost: 1 };
}

/** `DECIMAL(38,18)` is `DECIMAL` to whoever writes a query. */
export function shortType(type: string): string {
  return type.replace(/\(.*$/, "").toLowerCase();
}

/** The first of a name stays: it is of the view used most. */
function distinct(choices: readonly Completion[]): readonly Completion[] {
  return [...new Map(choices.toReversed().map((choice) => [choice.label, choice])).values()].toReversed();
}

import {
  autocompletion,
  acceptCompletion,
  closeCompletion,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { PostgreSQL, sql } from "@codemirror/lang-sql";
import { bracketMatching, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorState, StateEffect, StateField, type Extension } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
  placeholder,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { ConsoleView } from "#core/console/documented-view.ts";
import { offerNames } from "./completions.ts";

/** Marks the place a statement failed at; null takes the mark away. */
export const markProblem = StateEffect.define<number | null>();

type Wanted = {
  readonly views: () => readonly ConsoleView[];
  readonly onWrite: (text: string) => void;
  readonly onRun: () => void;
  readonly onCancel: () => boolean;
};

/** The SQL editor: keys, completion, colours by the app's own tokens. */
export function editorExtensions({ views, onWrite, onRun, onCancel }: Wanted): Extension {
  const run = (view: EditorView): boolean => {
    closeCompletion(view);
    onRun();
    return true;
  };
  return [
    lineNumbers(),
    history(),
    drawSelection(),
    bracketMatching(),
    highlightActiveLine(),
    EditorState.tabSize.of(2),
    EditorView.lineWrapping,
    placeholder("SELECT ..."),
    problemField,
    sql({ dialect: PostgreSQL, upperCaseKeywords: true }),
    PostgreSQL.language.data.of({ autocomplete: offerNames(views) }),
    autocompletion({ activateOnTyping: true, icons: false, maxRenderedOptions: 60 }),
    syntaxHighlighting(COLOURS),
    LOOK,
    EditorView.contentAttributes.of({ "aria-label": "SQL statement" }),
    keymap.of([
      { key: "Ctrl-Enter", mac: "Cmd-Enter", run },
      { key: "Tab", run: acceptCompletion },
      ...completionKeymap,
      { key: "Escape", run: onCancel },
      ...defaultKeymap.filter(({ key }) => key !== "Mod-Enter"),
      ...historyKeymap,
    ]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onWrite(update.state.doc.toString());
    }),
  ];
}

/** The word at the place of a problem; it goes with the first change of the text. */
const problemField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects)
      if (effect.is(markProblem))
        return effect.value === null ? Decoration.none : markAt(transaction.state, effect.value);
    return transaction.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const PROBLEM = Decoration.mark({ class: "cm-problem" });

function markAt(state: EditorState, at: number): DecorationSet {
  const { length } = state.doc;
  if (length === 0) return Decoration.none;
  const from = Math.min(at, length - 1);
  const word = state.wordAt(from);
  const to = word !== null && word.to > from ? word.to : from + 1;
  return Decoration.set(PROBLEM.range(from, Math.min(to, length)));
}

const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--ui-primary)", fontWeight: "550" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--ui-success)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--ui-warning)" },
  { tag: [tags.lineComment, tags.blockComment], color: "var(--ui-text-dimmed)", fontStyle: "italic" },
  { tag: tags.typeName, color: "var(--ui-info)" },
]);

const LOOK = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--ui-bg)", color: "var(--ui-text)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--font-mono)", fontSize: "var(--text-sm)", lineHeight: "20px" },
  ".cm-content": { padding: "8px 0", caretColor: "var(--ui-text-highlighted)" },
  ".cm-cursor": { borderLeftColor: "var(--ui-text-highlighted)" },
  ".cm-gutters": {
    backgroundColor: "var(--ui-bg)",
    color: "var(--ui-text-dimmed)",
    border: "0",
    paddingLeft: "8px",
  },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": { backgroundColor: "var(--ui-bg-muted)" },
  "&.cm-focused .cm-activeLineGutter": { color: "var(--ui-text-highlighted)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in oklab, var(--ui-primary) 22%, transparent)",
  },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--ui-bg-accented)" },
  ".cm-placeholder": { color: "var(--ui-text-dimmed)" },
  ".cm-problem": { textDecoration: "underline wavy var(--ui-error)", textUnderlineOffset: "3px" },
  ".cm-tooltip": {
    backgroundColor: "var(--ui-bg-elevated)",
    color: "var(--ui-text)",
    border: "1px solid var(--ui-border-accented)",
    borderRadius: "4px",
    overflow: "hidden",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    fontFamily: "var(--font-mono)",
    fontSize: "var(--text-xs)",
    minWidth: "280px",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "2px 8px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--ui-primary)",
    color: "var(--ui-bg)",
  },
  ".cm-completionDetail": { color: "var(--ui-text-muted)", fontStyle: "normal", float: "right" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-completionInfo": { maxWidth: "260px", padding: "6px 8px", fontSize: "var(--text-xs)" },
});

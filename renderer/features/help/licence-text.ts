const SHORT_LINE = 45;

/**
 * Paragraphs of a licence, whose lines were broken for a screen of 80 characters: those of running text are put together again,
 * short ones (names, titles, lists) stay apart. No word is changed.
 */
export function licenceParagraphs(text: string): readonly string[] {
  return text
    .split(/\r?\n\s*\r?\n/)
    .map((block) => block.split(/\r?\n/).map((line) => line.trim()))
    .map((lines) => lines.filter((line) => line !== ""))
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.reduce((before, line, at) => `${before}${gap(lines[at - 1] ?? "")}${line}`));
}

function gap(before: string): string {
  return before.length < SHORT_LINE ? "\n" : " ";
}

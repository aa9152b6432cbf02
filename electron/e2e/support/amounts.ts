import type { Page } from "@playwright/test";

/** Amounts that stand in one place of a screen and cannot be asked where they come from. */
export type Unexplained = {
  readonly screen: string;
  /** What stands around them: a table and the head of the column, a heading. */
  readonly label: string;
  /** The first of them. */
  readonly text: string;
  readonly count: number;
  /** Selectors of exemptions that they are in. */
  readonly exempt: readonly string[];
};

/**
 * Every amount of money that is drawn outside of what explains itself (`data-explain`, or one figure with its notes,
 * `data-explains`), and every chart whose points do not. They are known by the sign of their currency, however they are drawn.
 */
export function unexplainedAmounts(
  page: Page,
  screen: string,
  exemptions: readonly string[],
): Promise<readonly Unexplained[]> {
  return page.evaluate(
    ([place, selectors]) => {
      const AMOUNT = /[$€¥]\s?\d/;
      const found = new Map<string, { label: string; text: string; count: number; exempt: string[] }>();
      const note = (element: Element, label: string, text: string): void => {
        const exempt = selectors.filter((selector) => element.closest(selector) !== null);
        const key = [label, ...exempt].join("|");
        const held = found.get(key) ?? { label, text, count: 0, exempt };
        found.set(key, { ...held, count: held.count + 1 });
      };
      for (const root of document.querySelectorAll("main, aside, [role=dialog]")) {
        if (root.parentElement?.closest("main, aside, [role=dialog]")) continue;
        const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
          const element = texts.currentNode.parentElement;
          const text = texts.currentNode.textContent?.trim() ?? "";
          if (element === null || !AMOUNT.test(text) || !element.checkVisibility()) continue;
          if (element.closest("[data-explain]") !== null) continue;
          if (element.closest("[data-explains]")?.querySelector("[data-explain]")) continue;
          note(element, labelOf(element), text);
        }
        for (const chart of root.querySelectorAll("[role=figure]:not([data-explain-points])"))
          note(chart, `${labelOf(chart)} › chart`, chart.getAttribute("aria-label") ?? "");
      }
      return [...found.values()].map((one) => ({ screen: place, ...one }));

      function labelOf(element: Element): string {
        const [table, cell] = [element.closest("table"), element.closest("td, th")];
        const around = element.closest(
          "[aria-label]:not(table, [role=figure], span), section, form, main, aside",
        );
        const heading =
          around?.getAttribute("aria-label") ?? around?.querySelector("h1, h2, h3")?.textContent ?? "";
        const head = columnOf(table, cell);
        const own = element.closest("[class]")?.className ?? "";
        return [heading.trim(), table?.getAttribute("aria-label") ?? "", head || `.${own}`]
          .filter((part) => part !== "")
          .join(" › ");
      }

      function columnOf(table: Element | null, cell: Element | null): string {
        const at = cell === null ? -1 : [...(cell.parentElement?.children ?? [])].indexOf(cell);
        const heads = table?.querySelectorAll("thead tr:last-child > *") ?? [];
        const part = cell?.closest("tfoot") ? " (sum)" : "";
        return at < 0 ? "" : `${heads[at]?.textContent?.trim() ?? `column ${at + 1}`}${part}`;
      }
    },
    [screen, exemptions] as const,
  );
}

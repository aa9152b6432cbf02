import { onBeforeUnmount, onMounted } from "vue";

/**
 * `x` explains the number that has the focus, or that of the row that has it: the one in a cell marked `data-main`, else the first.
 * Numbers that can be explained are buttons marked `data-explain`.
 */
export function useExplainKey(): void {
  onMounted(() => window.addEventListener("keydown", onKey));
  onBeforeUnmount(() => window.removeEventListener("keydown", onKey));
}

function onKey(event: KeyboardEvent): void {
  if (event.key !== "x" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const { target } = event;
  if (!(target instanceof HTMLElement) || isTyping(target)) return;
  const number = numberAt(target);
  if (number === null) return;
  event.preventDefault();
  number.click();
}

function numberAt(target: HTMLElement): HTMLElement | null {
  if (target.matches("[data-explain]")) return target;
  const around = target.closest("tr, [data-explains]");
  return (
    around?.querySelector<HTMLElement>("[data-main] [data-explain]") ??
    around?.querySelector<HTMLElement>("[data-explain]") ??
    null
  );
}

function isTyping(target: HTMLElement): boolean {
  return target.isContentEditable || target.closest("input, textarea, select, [role=dialog]") !== null;
}

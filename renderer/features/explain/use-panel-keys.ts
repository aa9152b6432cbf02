import { onBeforeUnmount, onMounted } from "vue";

/** Escape closes the panel before anything else takes it, unless it closes something that lies above. */
export function usePanelKeys(close: () => Promise<void>): void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || isAbove(event.target)) return;
    event.preventDefault();
    void close();
  };
  onMounted(() => window.addEventListener("keydown", onKey, { capture: true }));
  onBeforeUnmount(() => window.removeEventListener("keydown", onKey, { capture: true }));
}

function isAbove(target: EventTarget | null): boolean {
  const open = '[role=dialog], [role=menu], [role=listbox][data-state="open"]';
  const isTyping = target instanceof Element && target.closest("input, textarea") !== null;
  return isTyping || document.querySelector(open) !== null;
}

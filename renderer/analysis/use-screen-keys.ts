import { onBeforeUnmount, onMounted } from "vue";

/**
 * Keys of a screen, as `Backspace` or `Alt+ArrowLeft`: they work wherever the focus is, but not while one types or a
 * dialog is open.
 */
export function useScreenKeys(actions: Readonly<Record<string, () => void>>): void {
  const onKey = (event: KeyboardEvent): void => {
    const action = actions[`${event.altKey ? "Alt+" : ""}${event.key}`];
    if (
      action === undefined ||
      event.ctrlKey ||
      event.metaKey ||
      event.defaultPrevented ||
      isElsewhere(event.target)
    )
      return;
    event.preventDefault();
    action();
  };
  onMounted(() => window.addEventListener("keydown", onKey));
  onBeforeUnmount(() => window.removeEventListener("keydown", onKey));
}

function isElsewhere(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest("input, textarea, select, [role=dialog], [role=menu]") !== null)
  );
}

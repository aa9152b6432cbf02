import { onBeforeUnmount, onMounted } from "vue";
import { useRouter } from "vue-router";
import { useUndo } from "../queries/use-undo.ts";
import { useExplorationStore } from "../stores/exploration.ts";
import { useFrameStore } from "../stores/frame.ts";
import { placeOf, RAIL_SCREENS } from "./screens.ts";

const CHORD_MS = 1_000;

/** Keys that work everywhere: the palette, help on the screen one is on, undo, the list of shortcuts, and `g` with a letter to go to a screen. */
export function useShortcuts(): void {
  const frame = useFrameStore();
  const router = useRouter();
  const exploration = useExplorationStore();
  const { undo, redo } = useUndo();
  let chordStartedAt = Number.NEGATIVE_INFINITY;

  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      frame.show("palette");
      return;
    }
    if (event.key === "F1") {
      event.preventDefault();
      void router.push({ name: "help", query: { of: router.currentRoute.value.meta.within } });
      return;
    }
    if (isTyping(event.target)) return;
    if (steps(event)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "?") frame.show("shortcuts");
    else if (event.timeStamp - chordStartedAt < CHORD_MS) goTo(event.key);
    chordStartedAt = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
  };

  onMounted(() => window.addEventListener("keydown", onKey));
  onBeforeUnmount(() => window.removeEventListener("keydown", onKey));

  /** A field that is typed in has its own undo. */
  function steps(event: KeyboardEvent): boolean {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
    const key = event.key.toLowerCase();
    const isRedo = (key === "z" && event.shiftKey) || (key === "y" && event.ctrlKey && !event.shiftKey);
    if (!isRedo && key !== "z") return false;
    event.preventDefault();
    void (isRedo ? redo() : undo());
    return true;
  }

  function goTo(letter: string): void {
    const screen = RAIL_SCREENS.find(({ rail }) => rail.key === letter);
    if (screen === undefined) return;
    void router.push(placeOf(screen, exploration.query));
  }
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest("input, textarea, select, [role=textbox], [role=dialog]") !== null)
  );
}

import { onBeforeUnmount, onMounted } from "vue";
import { useRouter } from "vue-router";
import { useExplorationStore } from "../stores/exploration.ts";
import { useFrameStore } from "../stores/frame.ts";
import { placeOf, RAIL_SCREENS } from "./screens.ts";

const CHORD_MS = 1_000;

/** Keys that work everywhere: the palette, the list of shortcuts, and `g` with a letter to go to a screen. */
export function useShortcuts(): void {
  const frame = useFrameStore();
  const router = useRouter();
  const exploration = useExplorationStore();
  let chordStartedAt = Number.NEGATIVE_INFINITY;

  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      frame.show("palette");
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === "?") frame.show("shortcuts");
    else if (event.timeStamp - chordStartedAt < CHORD_MS) goTo(event.key);
    chordStartedAt = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
  };

  onMounted(() => window.addEventListener("keydown", onKey));
  onBeforeUnmount(() => window.removeEventListener("keydown", onKey));

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

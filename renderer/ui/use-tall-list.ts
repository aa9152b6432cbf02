import { computed, onBeforeUnmount, ref, shallowRef, watch, type ComputedRef, type Ref } from "vue";
import { tallList, type Place } from "./tall-list.ts";

type Options = {
  readonly scroller: Readonly<Ref<HTMLElement | null>>;
  readonly count: () => number;
  /** The same for all rows. */
  readonly rowHeight: () => number;
  /** Height of what stays on top of the rows. */
  readonly headHeight: number;
};

export type TallListView = {
  /** Rows to draw. */
  readonly visible: ComputedRef<readonly number[]>;
  readonly space: ComputedRef<{ readonly above: number; readonly below: number }>;
  /** Scrolls until the row is in sight. */
  readonly show: (index: number) => void;
};

/** Draws only the rows in sight of a list of any length inside a scrolling element. */
export function useTallList({ scroller, count, rowHeight, headHeight }: Options): TallListView {
  const place = shallowRef<Place>({ top: 0, scrollTop: 0 });
  const viewport = ref(0);
  const list = computed(() => tallList(count(), rowHeight(), viewport.value));
  const drawn = computed(() => list.value.drawn(place.value));
  const observer = new ResizeObserver(measure);

  function measure(): void {
    viewport.value = Math.max(0, (scroller.value?.clientHeight ?? 0) - headHeight);
  }

  function onScroll(): void {
    const scrollTop = scroller.value?.scrollTop ?? 0;
    // What we asked for ourselves says more than the scroll bar, which is coarser than the list.
    if (Math.abs(scrollTop - place.value.scrollTop) < 1) return;
    place.value = list.value.scrolledTo(scrollTop);
  }

  /** The wheel moves by rows, where the scroll bar would leap over many. */
  function onWheel(event: WheelEvent): void {
    if (!list.value.isCompressed || event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
    event.preventDefault();
    const pixels = [1, rowHeight(), viewport.value][event.deltaMode] ?? 1;
    moveTo(list.value.at(place.value.top + event.deltaY * pixels));
    if (scroller.value !== null) scroller.value.scrollLeft += event.deltaX * pixels;
  }

  function moveTo(next: Place): void {
    place.value = next;
    if (scroller.value !== null) scroller.value.scrollTop = next.scrollTop;
  }

  watch(
    scroller,
    (element, former) => {
      if (former) observer.unobserve(former);
      former?.removeEventListener("scroll", onScroll);
      former?.removeEventListener("wheel", onWheel);
      element?.addEventListener("scroll", onScroll, { passive: true });
      element?.addEventListener("wheel", onWheel, { passive: false });
      if (element) observer.observe(element);
      measure();
    },
    { immediate: true, flush: "post" },
  );
  watch([count, rowHeight], () => moveTo({ top: 0, scrollTop: 0 }));
  onBeforeUnmount(() => observer.disconnect());

  return {
    visible: computed(() => {
      const { first, last } = drawn.value;
      return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
    }),
    space: computed(() => ({ above: drawn.value.above, below: drawn.value.below })),
    show: (index) => moveTo(list.value.showing(index, place.value)),
  };
}

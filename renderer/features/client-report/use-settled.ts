import { onScopeDispose, type Ref, shallowRef, watch } from "vue";

/** A value once it has not changed for a while, so that typing asks for nothing at every letter; the first one at once. */
export function useSettled<T>(source: () => T | null, ms: number): Readonly<Ref<T | null>> {
  const settled = shallowRef<T | null>(source());
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(source, (value) => {
    clearTimeout(timer);
    const settle = (): void => {
      settled.value = value;
    };
    if (settled.value === null) settle();
    else timer = setTimeout(settle, ms);
  });
  onScopeDispose(() => clearTimeout(timer));
  return settled;
}

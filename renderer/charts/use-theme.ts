import { onScopeDispose, readonly, ref, type Ref } from "vue";
import { DARK, LIGHT, type Palette } from "./palette.ts";

/** The palette of the theme the page has now; follows when the theme changes. */
export function usePalette(): Readonly<Ref<Palette>> {
  const root = document.documentElement;
  const palette = ref<Palette>(present());
  const observer = new MutationObserver(() => {
    palette.value = present();
  });
  observer.observe(root, { attributes: true, attributeFilter: ["class"] });
  onScopeDispose(() => observer.disconnect());
  return readonly(palette);

  function present(): Palette {
    return root.classList.contains("dark") ? DARK : LIGHT;
  }
}

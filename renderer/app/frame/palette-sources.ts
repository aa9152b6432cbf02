import type { PaletteSource } from "../../navigation/palette.ts";
import { appPalette } from "./app-palette.ts";

/** Every feature names what the palette finds in it, so that none is entered here. */
const found = import.meta.glob<readonly PaletteSource[]>("../../features/*/palette.ts", {
  eager: true,
  import: "palette",
});

export const PALETTE_SOURCES: readonly PaletteSource[] = [...appPalette, ...Object.values(found).flat()];

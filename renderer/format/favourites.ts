import type { FavouriteKind } from "#core/favourite/favourite.ts";

/** What a kind of favourite is called, and its mark. */
export const FAVOURITE_KINDS: Readonly<
  Record<FavouriteKind, { readonly name: string; readonly icon: string }>
> = {
  view: { name: "View", icon: "i-lucide-bookmark" },
  dashboard: { name: "Dashboard", icon: "i-lucide-layout-grid" },
  budget: { name: "Budget", icon: "i-lucide-gauge" },
  account: { name: "Account", icon: "i-lucide-user" },
  service: { name: "Service", icon: "i-lucide-box" },
  unit: { name: "Unit", icon: "i-lucide-network" },
  resource: { name: "Resource", icon: "i-lucide-boxes" },
  query: { name: "Query", icon: "i-lucide-terminal" },
  value: { name: "Value", icon: "i-lucide-tag" },
};

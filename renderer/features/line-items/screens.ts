import type { Screen } from "../../navigation/screen.ts";

export const screens: readonly Screen[] = [
  {
    name: "lineItems",
    path: "/line-items",
    title: "Line items",
    kind: "costs",
    reads: "anywhere",
    rail: { icon: "i-lucide-rows-3", key: "l", part: "upper", order: 30 },
    component: () => import("./LineItemsScreen.vue"),
  },
];

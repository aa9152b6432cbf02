import type { Screen } from "../../navigation/screen.ts";

export const screens: readonly Screen[] = [
  {
    name: "explorer",
    path: "/explorer",
    title: "Explorer",
    kind: "costs",
    reads: "anywhere",
    rail: { icon: "i-lucide-chart-column-stacked", key: "e", part: "upper", order: 20 },
    component: () => import("./ExplorerScreen.vue"),
  },
];

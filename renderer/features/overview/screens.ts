import type { Screen } from "../../navigation/screen.ts";

export const screens: readonly Screen[] = [
  {
    name: "overview",
    path: "/overview",
    title: "Overview",
    kind: "costs",
    reads: "anywhere",
    rail: { icon: "i-lucide-layout-dashboard", key: "o", part: "upper", order: 10 },
    component: () => import("./OverviewScreen.vue"),
  },
];

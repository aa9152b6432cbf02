import type { Screen } from "../../navigation/screen.ts";

export const screens: readonly Screen[] = [
  {
    name: "resources",
    path: "/resources",
    title: "Resources",
    kind: "costs",
    reads: "here",
    rail: { icon: "i-lucide-boxes", key: "r", part: "upper", order: 40 },
    component: () => import("./ResourcesScreen.vue"),
  },
];

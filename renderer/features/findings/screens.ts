import type { Screen } from "../../navigation/screen.ts";

export const screens: readonly Screen[] = [
  {
    name: "findings",
    path: "/findings",
    title: "Findings",
    kind: "workspace",
    reads: "anywhere",
    rail: { icon: "i-lucide-search-check", key: "f", part: "upper", order: 65 },
    component: () => import("./FindingsScreen.vue"),
  },
];

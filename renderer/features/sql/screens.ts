import type { Screen } from "../../navigation/screen.ts";

export const screens: readonly Screen[] = [
  {
    name: "sql",
    path: "/sql",
    title: "SQL",
    kind: "workspace",
    reads: "here",
    rail: { icon: "i-lucide-square-terminal", key: "d", part: "upper", order: 95 },
    component: () => import("./SqlScreen.vue"),
  },
];

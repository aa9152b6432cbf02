import type { Screen } from "../../navigation/screen.ts";

export const screens: readonly Screen[] = [
  {
    name: "unitEconomics",
    path: "/unit-economics/:metric?/:by?/:of?",
    title: "Unit economics",
    kind: "costs",
    reads: "here",
    rail: { icon: "i-lucide-scale", key: "u", part: "upper", order: 55 },
    component: () => import("./UnitEconomicsScreen.vue"),
  },
];

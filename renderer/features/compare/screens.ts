import type { Screen } from "../../navigation/screen.ts";

export const screens: readonly Screen[] = [
  {
    name: "compare",
    path: "/compare/:before?/:workspace?/:time?/:effect?/:group?",
    title: "Compare",
    kind: "costs",
    reads: "here",
    rail: { icon: "i-lucide-git-compare-arrows", key: "p", part: "upper", order: 85 },
    component: () => import("./CompareScreen.vue"),
  },
];

import type { Screen } from "../../navigation/screen.ts";

export const screens: readonly Screen[] = [
  {
    name: "containers",
    path: "/containers/:view?",
    title: "Containers",
    kind: "costs",
    reads: "here",
    rail: { icon: "i-lucide-container", key: "k", part: "upper", order: 46 },
    component: () => import("./ContainersScreen.vue"),
  },
];

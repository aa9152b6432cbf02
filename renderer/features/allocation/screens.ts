import type { Screen } from "../../navigation/screen.ts";

export const screens: readonly Screen[] = [
  {
    name: "allocation",
    path: "/allocation",
    title: "Allocation",
    kind: "costs",
    reads: "anywhere",
    rail: { icon: "i-lucide-network", key: "t", part: "upper", order: 50 },
    component: () => import("./AllocationScreen.vue"),
  },
  {
    name: "tags",
    path: "/allocation/tags",
    title: "Tags",
    kind: "costs",
    reads: "here",
    within: "allocation",
    icon: "i-lucide-tags",
    words: "coverage governance untagged virtual",
    component: () => import("./TagsScreen.vue"),
  },
  {
    name: "showback",
    path: "/allocation/showback",
    title: "Showback",
    kind: "costs",
    reads: "anywhere",
    within: "allocation",
    icon: "i-lucide-receipt-text",
    words: "chargeback statement",
    component: () => import("./ShowbackScreen.vue"),
  },
];

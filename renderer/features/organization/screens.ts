import type { Screen } from "../../navigation/screen.ts";

export const screens: readonly Screen[] = [
  {
    name: "organization",
    path: "/organization",
    title: "Organization",
    kind: "costs",
    reads: "here",
    rail: { icon: "i-lucide-building-2", key: "g", part: "upper", order: 45 },
    component: () => import("./OrganizationScreen.vue"),
  },
];

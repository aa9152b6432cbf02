import type { Screen } from "../../navigation/screen.ts";

export const screens: readonly Screen[] = [
  {
    name: "charges",
    path: "/charges/:kind?/:by?/:category?",
    title: "Charges",
    kind: "costs",
    reads: "here",
    rail: { icon: "i-lucide-receipt", key: "h", part: "upper", order: 80 },
    component: () => import("./ChargesScreen.vue"),
  },
];

import type { Screen } from "../../navigation/screen.ts";

export const screens: readonly Screen[] = [
  {
    name: "parity",
    path: "/parity",
    title: "Parity of formats",
    kind: "workspace",
    reads: "here",
    within: "invoices",
    icon: "i-lucide-equal-approximately",
    words: "two formats",
    component: () => import("./ParityScreen.vue"),
  },
];

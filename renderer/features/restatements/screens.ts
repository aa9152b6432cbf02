import type { Screen } from "../../navigation/screen.ts";

export const screens: readonly Screen[] = [
  {
    name: "restatements",
    path: "/restatements/:restatementId?",
    title: "Restatements",
    kind: "workspace",
    reads: "here",
    within: "invoices",
    icon: "i-lucide-history",
    words: "changed closed month corrected",
    component: () => import("./RestatementsScreen.vue"),
  },
];

import type { Screen } from "../../navigation/screen.ts";

export const screens: readonly Screen[] = [
  {
    name: "restatements",
    path: "/restatements/:restatementId?",
    title: "Restatements",
    kind: "workspace",
    reads: "here",
    within: "invoices",
    component: () => import("./RestatementsScreen.vue"),
  },
];

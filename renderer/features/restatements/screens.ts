import type { Screen } from "../../navigation/screen.ts";

export const screens: readonly Screen[] = [
  {
    name: "restatements",
    path: "/restatements/:restatementId?",
    title: "Restatements",
    kind: "workspace",
    within: "invoices",
    component: () => import("./RestatementsScreen.vue"),
  },
];

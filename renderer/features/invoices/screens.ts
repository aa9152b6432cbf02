import type { Screen } from "../../navigation/screen.ts";

export const screens: readonly Screen[] = [
  {
    name: "invoices",
    path: "/invoices",
    title: "Invoices",
    words: "tie out",
    kind: "workspace",
    reads: "here",
    rail: { icon: "i-lucide-file-check", key: "v", part: "upper", order: 82 },
    component: () => import("./InvoicesScreen.vue"),
  },
];

import type { Screen } from "../../navigation/screen.ts";

export const screens: readonly Screen[] = [
  {
    name: "import",
    path: "/import",
    title: "Import",
    kind: "workspace",
    rail: { icon: "i-lucide-file-down", key: "i", part: "lower", order: 10 },
    component: () => import("./ImportScreen.vue"),
  },
];

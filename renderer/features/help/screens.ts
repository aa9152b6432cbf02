import type { Screen } from "../../navigation/screen.ts";

export const screens: readonly Screen[] = [
  {
    name: "help",
    path: "/help/:page?",
    title: "Help",
    kind: "app",
    rail: { icon: "i-lucide-circle-question-mark", key: "", part: "lower", order: 95 },
    component: () => import("./HelpScreen.vue"),
  },
];

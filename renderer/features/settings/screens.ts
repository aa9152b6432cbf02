import type { Screen } from "../../navigation/screen.ts";

export const screens: readonly Screen[] = [
  {
    name: "settings",
    path: "/settings",
    title: "Settings",
    kind: "app",
    rail: { icon: "i-lucide-settings", key: "s", part: "lower", order: 90 },
    component: () => import("./SettingsScreen.vue"),
  },
];

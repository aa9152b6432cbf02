import type { Screen } from "../../navigation/screen.ts";

export const screens: readonly Screen[] = [
  {
    name: "accounts",
    path: "/accounts",
    title: "Accounts",
    kind: "workspace",
    rail: { icon: "i-lucide-cloud", key: "a", part: "lower", order: 20 },
    component: () => import("./AccountsScreen.vue"),
  },
  {
    name: "accountErrors",
    path: "/accounts/errors",
    title: "Configuration Error Account(s)",
    kind: "workspace",
    within: "accounts",
    icon: "i-lucide-cloud-alert",
    words: "failed sync broken",
    component: () => import("./ErrorAccountsScreen.vue"),
  },
  {
    name: "integrateAccount",
    path: "/accounts/integrate/:draftId?",
    title: "Integrate AWS Account",
    kind: "workspace",
    within: "accounts",
    component: () => import("./wizard/IntegrateScreen.vue"),
  },
];

import type { Screen } from "../../navigation/screen.ts";

export const screens: readonly Screen[] = [
  {
    name: "quality",
    path: "/quality/:deliveryId?",
    title: "Data quality",
    kind: "workspace",
    reads: "here",
    rail: { icon: "i-lucide-shield-check", key: "q", part: "lower", order: 30 },
    component: () => import("./QualityScreen.vue"),
  },
  {
    name: "identities",
    path: "/identities",
    title: "Checks by payer and month",
    kind: "workspace",
    reads: "here",
    within: "quality",
    icon: "i-lucide-badge-check",
    words: "identities equations",
    component: () => import("./IdentitiesScreen.vue"),
  },
];

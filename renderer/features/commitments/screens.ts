import type { Screen } from "../../navigation/screen.ts";

export const screens: readonly Screen[] = [
  {
    name: "commitments",
    path: "/commitments",
    title: "Commitments",
    kind: "costs",
    reads: "anywhere",
    rail: { icon: "i-lucide-handshake", key: "c", part: "upper", order: 60 },
    component: () => import("./CommitmentsScreen.vue"),
  },
  {
    name: "commitment",
    path: "/commitments/of/:arn",
    title: "Commitment",
    kind: "costs",
    reads: "anywhere",
    within: "commitments",
    component: () => import("./CommitmentScreen.vue"),
  },
  {
    name: "simulator",
    path: "/commitments/simulator",
    title: "Savings Plan simulator",
    kind: "costs",
    reads: "here",
    within: "commitments",
    icon: "i-lucide-sliders-horizontal",
    words: "size buy break-even",
    component: () => import("./SimulatorScreen.vue"),
  },
  {
    name: "fairShare",
    path: "/commitments/fair-share",
    title: "Fair share",
    kind: "costs",
    reads: "here",
    within: "commitments",
    icon: "i-lucide-scale",
    words: "shared benefit",
    component: () => import("./FairShareScreen.vue"),
  },
];

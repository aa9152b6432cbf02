import type { Annotation } from "#core/annotation/annotation.ts";
import type { Dashboard, TileContent, TileQuestion } from "#core/dashboard/dashboard.ts";
import { newTile } from "#core/dashboard/edit-dashboard.ts";
import { WORLD } from "./world.ts";

const QUESTION: TileQuestion = {
  metric: "unblended",
  period: { kind: "named", preset: "monthToDate" },
  comparison: "lastMonth",
  filters: [],
};

const CONTENTS: readonly TileContent[] = [
  { kind: "number", question: QUESTION },
  { kind: "chart", question: QUESTION, granularity: "day", groupBy: ["service"], chart: "bars" },
  { kind: "top", question: QUESTION, groupBy: "linkedAccount", rows: 5 },
  { kind: "table", question: QUESTION, granularity: "month", groupBy: ["service"], rows: 5 },
  { kind: "budgets", budgetId: null },
  { kind: "commitments", period: QUESTION.period },
  { kind: "anomalies", rows: 5 },
  { kind: "view", viewId: "v-gone" },
  { kind: "note", text: "Ask the platform team about NAT gateways." },
];

/** One tile of every kind. */
export const DASHBOARD: Dashboard = {
  id: "d-1",
  name: "Monday meeting",
  tiles: CONTENTS.map((content) => newTile(`t-${content.kind}`, content)),
};

export const ANNOTATIONS: readonly Annotation[] = [
  {
    id: "n-1",
    range: { from: `${WORLD.today.slice(0, 7)}-05`, to: `${WORLD.today.slice(0, 7)}-06` },
    text: "Search moved to Graviton",
    filters: [],
  },
];

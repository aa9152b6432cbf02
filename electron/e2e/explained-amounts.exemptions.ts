/** Amounts that need not say where they come from. */
export type Exemption = {
  /** The screen, or what its address begins with. */
  readonly screen: string;
  /** A selector of what they stand in. */
  readonly within: string;
  readonly reason: string;
};

export const EXEMPTIONS: readonly Exemption[] = [
  {
    screen: "/anomalies",
    within: "[role=option]",
    reason: "chooses the anomaly whose impact explains itself beside",
  },
  {
    screen: "/anomalies",
    within: ".told",
    reason: "the same impact in a sentence, above the one that explains itself",
  },
  {
    screen: "/anomalies",
    within: ".drivers",
    reason: "parts of the impact above; no filter keeps just the usage that anomalies are looked for in",
  },
  {
    screen: "/findings",
    within: "[role=option]",
    reason: "chooses the finding whose savings explain themselves beside",
  },
  {
    screen: "/quality",
    within: "[role=option]",
    reason: "chooses the delivery whose cost explains itself beside",
  },
  {
    screen: "/quality",
    within: "[aria-label=Files]",
    reason: "what a delivered file holds, as the explanation of every number lists it",
  },
  {
    screen: "/quality",
    within: ".numeric.text-toned",
    reason: "one side of a check, whose sides stand beside it once it is opened",
  },
  { screen: "/budgets", within: "[data-typed]", reason: "typed by the user" },
  {
    screen: "/budgets/new",
    within: "[aria-label=Preview]",
    reason: "a preview while the budget is being entered",
  },
  { screen: "/budgets/whole", within: ".sentence", reason: "says in words what the table below it explains" },
  { screen: "/budgets/whole", within: ".thresholds", reason: "a part of the amount that the user typed" },
  {
    screen: "/budgets/whole",
    within: ".facts",
    reason: "what the forecast assumes, as the explanation of the expected amount lists it",
  },
  {
    screen: "/forecast",
    within: ".facts",
    reason: "what the forecast assumes, as the explanation of every month lists it",
  },
  {
    screen: "/commitments/simulator",
    within: "main",
    reason: "what would have been: nothing that was charged",
  },
  { screen: "/line-items", within: "td:not(.numeric), .cell", reason: "a description as AWS wrote it" },
  { screen: "/settings", within: "main", reason: "shows how amounts are written" },
  { screen: "/welcome", within: "main", reason: "a picture of what the app does" },
  { screen: "/invoices", within: "[data-typed]", reason: "typed by the user, or read from the user's file" },
  {
    screen: "/restatements",
    within: "[aria-label='Line items that differ']",
    reason: "line items themselves, as both deliveries hold them",
  },
  {
    screen: "/parity",
    within: "[aria-label='Line items that differ']",
    reason: "line items themselves, as both formats hold them",
  },
];

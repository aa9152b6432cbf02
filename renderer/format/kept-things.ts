export type ChangeKind = "added" | "changed" | "deleted";

const THINGS: Readonly<Record<string, string>> = {
  allocationModels: "Allocation model",
  annotations: "Note",
  anomalyMarks: "Mark of an anomaly",
  anomalyRules: "Rules for anomalies",
  budgets: "Budget",
  businessMetrics: "Business figures",
  clientReports: "Report",
  creditGrants: "Granted amount",
  currencyRates: "Currency rates",
  dashboards: "Dashboard",
  favourites: "Favourite",
  findingAssumptions: "Assumption",
  findingMarks: "Decision on a finding",
  invoices: "Invoice",
  restatementMarks: "Acknowledgement",
  signOffs: "Sign-off",
  sqlQueries: "Query",
  tagProfiles: "Virtual tag",
  views: "View",
};

/** `Budget “Platform” deleted`: what happened to a thing of a collection. */
export function changeWords(collection: string, kind: ChangeKind, item: object): string {
  const thing = THINGS[collection] ?? "Item";
  const name = nameOf(item);
  return name === null ? `${thing} ${kind}` : `${thing} “${name}” ${kind}`;
}

const LONGEST = 60;

function nameOf(item: object): string | null {
  const name: unknown = Reflect.get(item, "name") ?? Reflect.get(item, "text") ?? Reflect.get(item, "title");
  if (typeof name !== "string" || name === "") return null;
  return name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
}

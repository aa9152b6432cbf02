/** `tree`: clusters, namespaces and workloads. `idle`: workloads by what nobody used. `bill`: how they fit the bill. */
export const CONTAINER_VIEWS = ["tree", "idle", "bill"] as const;
export type ContainerView = (typeof CONTAINER_VIEWS)[number];

export const VIEW_NAMES: Readonly<Record<ContainerView, string>> = {
  tree: "Clusters",
  idle: "Idle ranking",
  bill: "Against the bill",
};

/** The view an address means; the nearest where it means none. */
export function viewOf(text: unknown): ContainerView {
  return CONTAINER_VIEWS.find((view) => view === text) ?? "tree";
}

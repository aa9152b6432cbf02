/** Failures of updates of the app itself. */
export type UpdateFailureParams = {
  /** The user has not turned updates on: nothing is asked of anybody. */
  readonly "updates.off": Record<never, never>;
  /** The build names no place for updates, or this way of installing the app cannot be updated from within. */
  readonly "updates.not_here": Record<never, never>;
  readonly "updates.unreachable": { readonly host: string; readonly cause: string };
  /** What the server gave is not what the makers of the app signed. */
  readonly "updates.refused": { readonly host: string; readonly why: UpdateFault };
};

export type UpdateFault =
  | "unsigned"
  | "signature"
  | "manifest"
  | "older"
  | "redirect"
  | "size"
  | "hash"
  | "unchecked";

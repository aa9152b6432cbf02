/** What went wrong in words: what happened, what to do, and the code to quote. */
export type Problem = { readonly title: string; readonly advice: string; readonly code: string };

/** What an asynchronous view shows. Empty is a matter of the value, never of a failure. */
export type AsyncState<T> =
  | { readonly kind: "loading" }
  /** Asked once the user agrees to what it may cost. */
  | { readonly kind: "unasked" }
  | { readonly kind: "failed"; readonly problem: Problem; readonly retry: () => void }
  | { readonly kind: "ready"; readonly value: T; readonly isRefreshing: boolean };

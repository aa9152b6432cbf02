/** Zoho blocks a refresh token that asks for more than ten access tokens in ten minutes. */
const MOST = 10;
const WINDOW_MS = 10 * 60_000;

/** When the next access token may be asked for, given when former ones were; `nowMs` or earlier means at once. */
export function nextTokenAtMs(askedMs: readonly number[], nowMs: number): number {
  const recent = askedMs.filter((at) => nowMs - at < WINDOW_MS).toSorted((a, b) => a - b);
  const [oldest] = recent.slice(-MOST);
  return recent.length < MOST || oldest === undefined ? nowMs : oldest + WINDOW_MS;
}

/** The end of the block after Zoho has refused for asking too often. */
export function blockEndsMs(refusedMs: number): number {
  return refusedMs + WINDOW_MS;
}

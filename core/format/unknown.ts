/** What stands where nothing is known. Never 0. */
export const UNKNOWN = "–";

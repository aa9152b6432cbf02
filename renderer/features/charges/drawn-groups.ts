/** Groups that the chart draws by themselves; all others are one grey bar. */
export const DRAWN_GROUPS = 8;

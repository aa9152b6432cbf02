/** Groups the chart draws by themselves; the others are one grey series. */
export const DRAWN_GROUPS = 10;

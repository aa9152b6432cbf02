import { CHAPTERS, type HelpPage } from "./chapters.ts";
import { searchOver } from "./help-search.ts";
import { ABOUT, REFERENCE } from "./reference.ts";

export const PAGES: readonly HelpPage[] = [...CHAPTERS, ...REFERENCE, ...ABOUT];

export const searchHelp = searchOver(PAGES);

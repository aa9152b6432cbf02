import { CHAPTERS, type HelpPage } from "./chapters.ts";
import { searchOver } from "./help-search.ts";
import { REFERENCE } from "./reference.ts";

export const PAGES: readonly HelpPage[] = [...CHAPTERS, ...REFERENCE];

export const searchHelp = searchOver(PAGES);

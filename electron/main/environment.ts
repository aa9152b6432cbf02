/** Settings from outside for tests, previews and development; a packaged app honours none of them. */
export type Environment = {
  /** Folder that gets a picture of the Overview and the month's costs, after which the app quits. */
  readonly previewFolder: string | null;
  readonly dataDirectory: string | null;
  /** Today's date instead of the clock's. */
  readonly today: string | null;
  /** Where the page comes from during development. */
  readonly pageUrl: string | null;
};

const NONE: Environment = { previewFolder: null, dataDirectory: null, today: null, pageUrl: null };

export function readEnvironment(isPackaged: boolean, variables: NodeJS.ProcessEnv): Environment {
  if (isPackaged) return NONE;
  const read = (name: string): string | null => variables[name] || null;
  return {
    previewFolder: read("CLOUDSPEND_PREVIEW"),
    dataDirectory: read("CLOUDSPEND_DATA"),
    today: read("CLOUDSPEND_TODAY"),
    pageUrl: read("CLOUDSPEND_PAGE_URL"),
  };
}

/** What a command may touch of the world around it. */
export type Terminal = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** True when standard error is a terminal, so that a progress bar may be drawn. */
  readonly isInteractive: boolean;
  readonly columns: number;
  /** Aborted when the user presses Ctrl+C. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
  readonly wait: (ms: number) => Promise<unknown>;
  /** Relative paths are meant from here. */
  readonly directory: string;
  /** The program of the SQL console's process. */
  readonly consoleProgram: string;
  /** Prints a document to PDF; null where there is no runtime that can. */
  readonly printPdf: ((html: string) => Promise<Uint8Array>) | null;
};

/** 0: all went well; 1: something did not; 2: wrong usage. */
export type ExitCode = 0 | 1 | 2;

/** A call of Node's file system that a point stands at. */
export type DiskCall =
  | "mkdir"
  | "open"
  | "write"
  | "sync"
  | "rename"
  | "rm"
  | "createReadStream"
  | "createWriteStream";

/** Where a fault happens: at a call on a path, or before or after a statement of DuckDB. */
export type Place =
  | { readonly call: DiskCall; readonly path: RegExp }
  | { readonly statement: RegExp; readonly when: "before" | "after" };

export type FaultPoint = {
  /** `<work>.<where>` */
  readonly name: string;
  /** What the process does when it happens, in order. */
  readonly steps: readonly Step[];
  readonly place: Place;
};

export const MANNERS = ["kill", "ENOSPC", "EIO", "hang"] as const;
/** The process is killed, the disk is full, the disk fails, or the call never returns and the process is killed then. */
export type Manner = (typeof MANNERS)[number];

export const STEPS = [
  "open",
  "importOld",
  "importNew",
  "importNext",
  "removeNext",
  "saveView",
  "exportFile",
  "exportTable",
  "receive",
  "download",
  "createWorkspace",
  "deleteWorkspace",
] as const;
/** One thing a user does. */
export type Step = (typeof STEPS)[number];

const before = (statement: RegExp): Place => ({ statement, when: "before" });
const after = (statement: RegExp): Place => ({ statement, when: "after" });
const at = (call: DiskCall, path: RegExp): Place => ({ call, path });

function points(
  work: string,
  steps: readonly Step[],
  places: Readonly<Record<string, Place>>,
): readonly FaultPoint[] {
  return Object.entries(places).map(([where, place]) => ({ name: `${work}.${where}`, steps, place }));
}

/** All named points. A point that nothing reaches fails its test, so that the list follows the product. */
export const FAULT_POINTS: readonly FaultPoint[] = [
  ...points("import", ["importNew"], {
    "make-staging": at("mkdir", /staging/),
    "read-source": at("createReadStream", /bills.*\.csv\.gz$/),
    "write-staged": before(/^COPY[\s\S]*staged-1/),
    "place-staged": at("rename", /staged-1/),
    "flush-line-items": at("sync", /staging.*\.parquet$/),
    "rename-line-items": at("rename", /line-items[\\/][^\\/]+$/),
    "flush-names": at("sync", /workspaces[\\/][^\\/]+[\\/]line-items$/),
  }),
  ...points("swap", ["importNew"], {
    "keep-sums": before(/^COPY[\s\S]*former-sums/),
    begin: after(/^BEGIN/),
    "delete-entry": before(/^DELETE FROM delivery/),
    "write-resource-sums": after(/^COPY(?![\s\S]*former-sums)[\s\S]*daily-resource\.parquet/),
    "flush-resource-sums": at("sync", /daily-resource\.parquet$/),
    "fill-daily": before(/^INSERT INTO daily/),
    "insert-entry": after(/^INSERT INTO delivery/),
    "before-commit": before(/^COMMIT/),
    "after-commit": after(/^COMMIT/),
    "write-record": at("write", /delivery\.json/),
    "rename-record": at("rename", /delivery\.json/),
    "move-former": at("rename", /former[\\/]/),
    "clear-staging": at("rm", /staging[\\/]/),
  }),
  ...points("delete", ["removeNext"], {
    "remove-record": at("rm", /delivery\.json/),
    "before-commit": before(/^COMMIT/),
    "after-commit": after(/^COMMIT/),
    "remove-files": at("rm", /line-items[\\/]2024[^\\/]+$/),
  }),
  ...points("delete-workspace", ["deleteWorkspace"], {
    "rename-folder": at("rename", /\.deleted-/),
    "save-list": at("write", /workspaces\.json/),
    "remove-folder": at("rm", /\.deleted-/),
  }),
  ...points("create-workspace", ["createWorkspace"], {
    "make-folder": at("mkdir", /workspaces[\\/][^\\/]+$/),
    "rename-list": at("rename", /workspaces\.json/),
  }),
  ...points("export", ["exportFile"], {
    "write-archive": at("createWriteStream", /\.cloudspend\.part$/),
    flush: at("sync", /\.cloudspend\.part$/),
    rename: at("rename", /\.cloudspend\.part$/),
  }),
  ...points("export-table", ["exportTable"], {
    copy: before(/^COPY[\s\S]*line-items\.csv/),
    rename: at("rename", /line-items\.csv/),
  }),
  ...points("receive", ["receive"], {
    unpack: at("createWriteStream", /\.received-.*\.parquet$/),
    "fill-daily": before(/^INSERT INTO daily/),
    "after-commit": after(/^COMMIT/),
    "rename-folder": at("rename", /\.received-[^\\/]+$/),
    "save-list": at("sync", /workspaces\.json/),
  }),
  ...points("download", ["download"], {
    "write-part": at("createWriteStream", /downloads.*\.part$/),
    flush: at("sync", /downloads.*\.part$/),
    rename: at("rename", /downloads.*\.part$/),
  }),
  ...points("settings", ["saveView"], {
    write: at("write", /views\.json/),
    flush: at("sync", /views\.json/),
    rename: at("rename", /views\.json/),
  }),
  ...points("start", ["open"], {
    "make-tables": before(/^CREATE TABLE IF NOT EXISTS delivery/),
    "clear-staging": at("rm", /staging$/),
    "clear-orphan": at("rm", /line-items[\\/]left-over$/),
    "clear-former": at("rm", /former-sums[\\/]left-over/),
  }),
];

/** The fault a process is started with. */
export type Fault = { readonly point: string; readonly manner: Manner };

import fs from "node:fs";
import disk, { type FileHandle } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { PassThrough, Readable } from "node:stream";
import { DuckDBConnection } from "@duckdb/node-api";
import { FAULT_POINTS, type DiskCall, type Fault, type Place } from "./points.fixture.ts";

type Work = (...args: never[]) => unknown;

/**
 * Makes one fault happen in this process, the first time its place is reached. It stands in for Node's file system and
 * DuckDB's connections from outside: the product has no seam for it.
 */
export function inject(fault: Fault, tell: (line: string) => void): void {
  const point = FAULT_POINTS.find(({ name }) => name === fault.point);
  if (point === undefined) throw new Error(`no fault point ${fault.point}`);
  const happening = new Happening(fault, point.place, tell);
  injectDisk(happening);
  injectStreams(happening);
  injectDuckDB(happening);
  syncBuiltinESMExports();
}

class Happening {
  readonly #fault: Fault;
  readonly #place: Place;
  readonly #tell: (line: string) => void;
  #isOver = false;

  constructor(fault: Fault, place: Place, tell: (line: string) => void) {
    this.#fault = fault;
    this.#place = place;
    this.#tell = tell;
  }

  isAtCall(call: DiskCall, ...paths: readonly unknown[]): boolean {
    const place = this.#place;
    return (
      !this.#isOver &&
      "call" in place &&
      place.call === call &&
      paths.some((path) => typeof path === "string" && place.path.test(path))
    );
  }

  isAtStatement(text: string, when: "before" | "after"): boolean {
    const place = this.#place;
    return !this.#isOver && "statement" in place && place.when === when && place.statement.test(text);
  }

  /** Never returns, or throws what the file system would. */
  async atDisk(call: string, path: unknown): Promise<never> {
    return this.#happen(() => systemError(this.#fault.manner, call, String(path)));
  }

  /** As `atDisk`, in DuckDB's words. */
  async atStatement(): Promise<never> {
    return this.#happen(() => new Error(duckdbMessage(this.#fault.manner)));
  }

  async #happen(error: () => Error): Promise<never> {
    this.#isOver = true;
    this.#tell("fault");
    const { manner } = this.#fault;
    if (manner === "kill") process.kill(process.pid, "SIGKILL");
    if (manner === "kill" || manner === "hang") {
      // Something has to keep the process alive until it is killed.
      setInterval(() => undefined, 1_000);
      return new Promise<never>(() => undefined);
    }
    throw error();
  }
}

function injectDisk(happening: Happening): void {
  const { mkdir, rename, rm, open } = disk;
  const guarded =
    (call: DiskCall, work: Work) =>
    async (...args: unknown[]): Promise<unknown> =>
      happening.isAtCall(call, args[0], call === "rename" ? args[1] : undefined)
        ? happening.atDisk(call, args[0])
        : work(...(args as never[]));
  Object.assign(disk, {
    mkdir: guarded("mkdir", mkdir as Work),
    rename: guarded("rename", rename as Work),
    rm: guarded("rm", rm as Work),
    async open(path: string, ...rest: never[]): Promise<FileHandle> {
      if (happening.isAtCall("open", path)) return happening.atDisk("open", path);
      const handle = await open(path, ...rest);
      const { sync, writeFile } = handle;
      return Object.assign(handle, {
        sync: async () =>
          happening.isAtCall("sync", path) ? happening.atDisk("fsync", path) : sync.call(handle),
        writeFile: async (text: string) => {
          if (!happening.isAtCall("write", path)) return writeFile.call(handle, text);
          // Half of it gets through.
          await writeFile.call(handle, text.slice(0, text.length / 2));
          return happening.atDisk("write", path);
        },
      });
    },
  });
}

function injectStreams(happening: Happening): void {
  const { createReadStream, createWriteStream } = fs;
  Object.assign(fs, {
    createReadStream(path: string, ...rest: never[]) {
      if (!happening.isAtCall("createReadStream", path)) return createReadStream(path, ...rest);
      return Readable.from(failing(() => happening.atDisk("read", path)));
    },
    createWriteStream(path: string, ...rest: never[]) {
      const target = createWriteStream(path, ...rest);
      if (!happening.isAtCall("createWriteStream", path)) return target;
      const stream = new PassThrough({
        transform: () =>
          void happening.atDisk("write", path).catch((error: unknown) => {
            stream.destroy(error instanceof Error ? error : new Error(String(error)));
          }),
      });
      stream.once("close", () => target.destroy());
      return stream;
    },
  });
}

// oxlint-disable-next-line require-yield -- it fails before there is anything to give
async function* failing(work: () => Promise<never>): AsyncGenerator<Buffer, void> {
  await work();
}

function injectDuckDB(happening: Happening): void {
  const { run, runAndReadAll } = DuckDBConnection.prototype;
  const guarded = (work: Work) =>
    async function (this: DuckDBConnection, text: string, ...rest: never[]): Promise<unknown> {
      const whole = `${text} ${rest.flat().map(String).join(" ")}`;
      if (happening.isAtStatement(whole, "before")) await happening.atStatement();
      const result: unknown = await work.call(this, ...([text, ...rest] as never[]));
      if (happening.isAtStatement(whole, "after")) await happening.atStatement();
      return result;
    };
  Object.assign(DuckDBConnection.prototype, {
    run: guarded(run as Work),
    runAndReadAll: guarded(runAndReadAll as Work),
  });
}

/** Node names no file where it fails on one that is open already. */
const ON_OPEN_FILES: readonly string[] = ["write", "read", "fsync"];

function systemError(manner: string, call: string, path: string): Error {
  const words = manner === "ENOSPC" ? "no space left on device" : "i/o error";
  const isNamed = !ON_OPEN_FILES.includes(call);
  return Object.assign(new Error(`${manner}: ${words}, ${call}${isNamed ? ` '${path}'` : ""}`), {
    code: manner,
    syscall: call,
    ...(isNamed ? { path } : {}),
  });
}

function duckdbMessage(manner: string): string {
  return `IO Error: Could not write file "workspace": ${
    manner === "ENOSPC" ? "No space left on device" : "Input/output error"
  }`;
}

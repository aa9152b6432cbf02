import type { Database } from "../duckdb/database.ts";

/** The latest few answers per open database, so that turning pages does not search a million rows again. */
export class Remembered<T> {
  readonly #most: number;
  readonly #byDatabase = new WeakMap<Database, Map<string, T>>();

  constructor(most: number) {
    this.#most = most;
  }

  async get(database: Database, key: string, find: () => Promise<T>): Promise<T> {
    const known = this.#byDatabase.get(database) ?? new Map<string, T>();
    this.#byDatabase.set(database, known);
    const answer = known.get(key) ?? (await find());
    known.delete(key);
    known.set(key, answer);
    for (const oldest of [...known.keys()].slice(0, -this.#most)) known.delete(oldest);
    return answer;
  }
}

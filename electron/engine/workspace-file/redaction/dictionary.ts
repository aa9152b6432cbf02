import type { DuckDBConnection } from "@duckdb/node-api";
import { fail } from "#core/result/failure.ts";
import { join, raw, sql } from "#core/sql/sql.ts";
import {
  type DictionaryRow,
  dictionaryRows,
  keyRowOfColumn,
  redactedText,
} from "#core/workspace/redaction/dictionary-rows.ts";
import {
  PSEUDONYM_KINDS,
  type PseudonymKind,
  type Translation,
} from "#core/workspace/redaction/pseudonym.ts";
import { DICTIONARY } from "#core/workspace/redaction/redact-sql.ts";
import type { Redactor } from "#core/workspace/redaction/redactor.ts";
import type { Database } from "../../duckdb/database.ts";
import { run, runRows } from "../../duckdb/run.ts";

const KINDS: ReadonlySet<string> = new Set(PSEUDONYM_KINDS);
const INSERTED_AT_ONCE = 2_000;

/** Pseudonyms by what they stand for, in a database of their own that goes with the folder. */
export class Dictionary {
  readonly #connection: DuckDBConnection;
  readonly #redactor: Redactor;
  /** Keys and values of tags that are in it: they come again and again. */
  readonly #words = new Set<string>();

  constructor(connection: DuckDBConnection, redactor: Redactor) {
    this.#connection = connection;
    this.#redactor = redactor;
  }

  /** Makes the table; before anything is added. */
  static async create(connection: DuckDBConnection, redactor: Redactor): Promise<Dictionary> {
    await run(connection, DICTIONARY);
    return new Dictionary(connection, redactor);
  }

  /** Adds texts that are not in it yet under this form. */
  async add(form: string, texts: readonly string[]): Promise<void> {
    const rows: DictionaryRow[] = [];
    for (const text of texts) {
      rows.push(...this.#unknown(dictionaryRows(this.#redactor, form, text)));
      if (rows.length >= INSERTED_AT_ONCE) await this.#insert(rows.splice(0));
    }
    await this.#insert(rows);
  }

  /** Adds the keys that column names hold. */
  async addKeys(columns: readonly string[]): Promise<void> {
    await this.#insert(this.#unknown(columns.flatMap((name) => keyRowOfColumn(this.#redactor, name))));
  }

  /** The texts that would not stay as they are. */
  changedBy(form: string, texts: readonly string[]): readonly string[] {
    return texts.filter((text) => redactedText(this.#redactor, form, text) !== text);
  }

  /** What the texts are in the data, for those that are anything. */
  async kindsOf(texts: readonly string[]): Promise<ReadonlyMap<string, PseudonymKind>> {
    await run(this.#connection, raw("CREATE OR REPLACE TABLE asked (text VARCHAR)"));
    for (let at = 0; at < texts.length; at += INSERTED_AT_ONCE) {
      const rows = texts.slice(at, at + INSERTED_AT_ONCE).map((text) => sql`(${text})`);
      await run(this.#connection, sql`INSERT INTO asked VALUES ${join(rows)}`);
    }
    const found = await runRows(
      this.#connection,
      sql`SELECT DISTINCT original, form FROM dictionary JOIN asked ON text = original ORDER BY ALL`,
    );
    return new Map(
      found.flatMap(([text, form]) => {
        const kind = PSEUDONYM_KINDS.find((known) => known === form);
        return kind === undefined ? [] : [[String(text), kind] as const];
      }),
    );
  }

  /** Two accounts under one pseudonym would become one account with the costs of both. */
  async refuseAmbiguous(): Promise<void> {
    const [found] = await run(
      this.#connection,
      sql`SELECT form FROM dictionary WHERE form IN (${join([...KINDS])}) AND form <> 'description'
        GROUP BY form, redacted HAVING count(DISTINCT original) > 1 LIMIT 1`,
    );
    if (found !== undefined) fail("redaction.ambiguous", { kind: String(found["form"]) }, "user");
  }

  #unknown(rows: readonly DictionaryRow[]): readonly DictionaryRow[] {
    return rows.filter(([form, text]) => {
      if (form !== "tagKey" && form !== "tagValue") return true;
      const mark = `${form}\n${text}`;
      if (this.#words.has(mark)) return false;
      this.#words.add(mark);
      return true;
    });
  }

  async #insert(rows: readonly DictionaryRow[]): Promise<void> {
    if (rows.length === 0) return;
    const values = rows.map(([form, original, redacted]) => sql`(${form}, ${original}, ${redacted})`);
    await run(
      this.#connection,
      sql`INSERT INTO dictionary SELECT DISTINCT * FROM (VALUES ${join(values)}) AS given (form, original, redacted)
        WHERE (form, original) NOT IN (SELECT (form, original) FROM dictionary)`,
    );
  }
}

/** Everything a dictionary has pseudonyms for. */
export async function* translationsIn(scratch: Database): AsyncGenerator<Translation, void> {
  const rows = await scratch.read((connection) =>
    runRows(
      connection,
      sql`SELECT form, redacted, original FROM dictionary
        WHERE form IN (${join([...KINDS])}) AND redacted <> original ORDER BY ALL`,
    ),
  );
  for (const [form, pseudonym, original] of rows) {
    const kind = PSEUDONYM_KINDS.find((known) => known === form);
    if (kind !== undefined) yield { kind, pseudonym: String(pseudonym), original: String(original) };
  }
}

/** What may be bound to a `$n` of a statement. */
export type SqlValue = string | number | bigint | boolean | null;

/** A statement or a piece of one. User text is only ever in `params`; `text` numbers them `$1`, `$2` ... */
export type Sql = {
  readonly text: string;
  readonly params: readonly SqlValue[];
  /** The pieces between the parameters; `text` is put together from them once, when it is asked for. */
  readonly parts: readonly string[];
  /** The same for Athena; absent where both dialects are written alike. */
  readonly athena?: Sql;
};

/** Builds SQL from a template: values become bound parameters, nested `Sql` is taken over with its own. */
export function sql(strings: TemplateStringsArray, ...values: readonly (Sql | SqlValue)[]): Sql {
  const builder = new Builder();
  for (const [index, piece] of strings.entries()) {
    builder.text(piece);
    if (index < values.length) builder.value(values[index] ?? null);
  }
  return builder.build();
}

/** A name as a quoted identifier, whatever characters it holds. */
export function identifier(...path: readonly string[]): Sql {
  return raw(path.map((name) => `"${name.replaceAll('"', '""')}"`).join("."));
}

/** Text taken as SQL. Only for constants of the registries, never for anything a user or a file has written. */
export function raw(text: string): Sql {
  return new Builder().text(text).build();
}

/** A constant inside SQL text, for the few places that take no parameter (DDL, options). */
export function literal(text: string): Sql {
  return raw(`'${text.replaceAll("'", "''")}'`);
}

/** Puts a separator (SQL text) between pieces. */
export function join(pieces: readonly (Sql | SqlValue)[], separator = ", "): Sql {
  const builder = new Builder();
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) builder.text(separator);
    builder.value(piece);
  }
  return builder.build();
}

/** A piece that the two dialects write differently. */
export function perDialect(duckdb: Sql, athena: Sql): Sql {
  const { parts, params } = duckdb;
  return {
    parts,
    params,
    get text() {
      return numbered(parts);
    },
    get athena() {
      return athena.athena ?? athena;
    },
  };
}

export const empty: Sql = { text: "", params: [], parts: [""] };

class Builder {
  readonly #parts: string[] = [""];
  readonly #params: SqlValue[] = [];
  readonly #pieces: (string | Sql | Bound)[] = [];
  #differs = false;

  text(piece: string): this {
    this.#pieces.push(piece);
    return this.#text(piece);
  }

  value(value: Sql | SqlValue): this {
    if (typeof value !== "object" || value === null) {
      this.#pieces.push({ bound: value });
      this.#params.push(value);
      this.#parts.push("");
      return this;
    }
    this.#pieces.push(value);
    this.#differs ||= value.athena !== undefined;
    this.#text(value.parts[0] ?? "");
    this.#params.push(...value.params);
    this.#parts.push(...value.parts.slice(1));
    return this;
  }

  build(): Sql {
    const parts = [...this.#parts];
    const params = [...this.#params];
    const built = {
      parts,
      params,
      get text() {
        return numbered(parts);
      },
    };
    if (!this.#differs) return built;
    const pieces = this.#pieces;
    return Object.defineProperty(built, "athena", { get: () => inAthena(pieces), enumerable: false });
  }

  #text(piece: string): this {
    this.#parts[this.#parts.length - 1] += piece;
    return this;
  }
}

type Bound = { readonly bound: SqlValue };

function inAthena(pieces: readonly (string | Sql | Bound)[]): Sql {
  const builder = new Builder();
  for (const piece of pieces) {
    if (typeof piece === "string") builder.text(piece);
    else if ("bound" in piece) builder.value(piece.bound);
    else builder.value(piece.athena ?? piece);
  }
  return builder.build();
}

function numbered(parts: readonly string[]): string {
  return parts.reduce((text, part, index) => `${text}$${index}${part}`);
}

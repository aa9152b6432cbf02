/** Marks a branch that exhaustive handling makes impossible. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value ${JSON.stringify(value)}`);
}

import { z } from "zod";
import { nothing, procedure } from "./common.ts";

/** Things saved at once, as of a file that is imported. */
const MOST_SAVED = 20_000;

/** Procedures of things a user keeps with the open workspace, each known by its id. */
export function collection<T extends { readonly id: string }>(item: z.ZodType<T, T>) {
  return {
    /** Last saved first. */
    list: procedure.output(z.array(item).readonly()),
    /** Adds one, or replaces the one of the same id. */
    save: procedure.input(item).output(nothing),
    /** Saves several, the first of them first: all or none. */
    saveAll: procedure.input(z.array(item).max(MOST_SAVED).readonly()).output(nothing),
    remove: procedure.input(z.object({ id: z.string() })).output(nothing),
    /** Puts one at a place of the list, taking it from where it was; for what is undone. */
    place: procedure.input(z.object({ item, at: z.number().int().min(0) })).output(nothing),
  };
}

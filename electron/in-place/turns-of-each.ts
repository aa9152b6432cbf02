import { oneAtATime } from "../host/one-at-a-time.ts";

/** Runs pieces of work of the same id one after the other; those of different ids do not wait for each other. */
export function turnsOfEach(): <T>(id: string, work: () => Promise<T>) => Promise<T> {
  const turns = new Map<string, { readonly run: ReturnType<typeof oneAtATime>; asked: number }>();
  return async (id, work) => {
    const turn = turns.get(id) ?? { run: oneAtATime(), asked: 0 };
    turns.set(id, turn);
    turn.asked += 1;
    try {
      return await turn.run(work);
    } finally {
      turn.asked -= 1;
      if (turn.asked === 0) turns.delete(id);
    }
  };
}

/** What a piece of work tells while it runs, one after the other; ends, or fails, as the work does. */
export async function* follow<Told>(
  work: (tell: (told: Told) => void) => Promise<void>,
): AsyncGenerator<Told, void> {
  const told: Told[] = [];
  let wake: () => void = () => undefined;
  let isOver = false;
  const running = work((each) => {
    told.push(each);
    wake();
  }).finally(() => {
    isOver = true;
    wake();
  });
  // It is awaited below; until then a failure is no unhandled one.
  running.catch(() => undefined);
  for (;;) {
    const next = told.shift();
    if (next !== undefined) yield next;
    else if (isOver) break;
    else await new Promise<void>((resolve) => void (wake = resolve));
  }
  await running;
}

/** Passes the newest value on at most once per interval; `flush` passes what waits at once. */
export type Throttle<T> = { send(value: T): void; flush(value: T): void; stop(): void };

export function createThrottle<T>(intervalMs: number, pass: (value: T) => void): Throttle<T> {
  let timer: NodeJS.Timeout | null = null;
  let waiting: { readonly value: T } | null = null;

  function stop(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    waiting = null;
  }

  function rest(): void {
    timer = null;
    if (waiting === null) return;
    const { value } = waiting;
    waiting = null;
    now(value);
  }

  function now(value: T): void {
    timer = setTimeout(rest, intervalMs);
    timer.unref();
    pass(value);
  }

  return {
    send(value) {
      if (timer === null) now(value);
      else waiting = { value };
    },
    flush(value) {
      stop();
      pass(value);
    },
    stop,
  };
}

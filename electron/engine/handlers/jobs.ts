import type { Parts } from "./parts.ts";

export function jobHandlers({ contract, jobs }: Parts) {
  return contract.jobs.router({
    list: contract.jobs.list.handler(() => jobs.list()),
    cancel: contract.jobs.cancel.handler(({ input }) => jobs.cancel(input.id)),
    watch: contract.jobs.watch.handler(({ signal }) => jobs.watch(signal)),
  });
}

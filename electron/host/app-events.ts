import { EventPublisher } from "@orpc/server";
import type { AppEvent } from "#core/contract/schema/app-event.ts";

/** What main wants to tell the page. Events that nobody hears yet wait for the page to listen. */
export type AppEvents = {
  publish(event: AppEvent): void;
  listen(signal: AbortSignal | undefined): AsyncGenerator<AppEvent, void>;
};

export function createAppEvents(): AppEvents {
  const publisher = new EventPublisher<{ event: AppEvent }>();
  const waiting: AppEvent[] = [];
  return {
    publish(event) {
      if (publisher.size === 0) waiting.push(event);
      else publisher.publish("event", event);
    },
    async *listen(signal) {
      const later = publisher.subscribe("event", signal === undefined ? {} : { signal });
      yield* waiting.splice(0);
      yield* later;
    },
  };
}

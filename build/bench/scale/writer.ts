import { fork } from "node:child_process";
import { once } from "node:events";
import { argumentsOf, SELF } from "../child.ts";
import { type MonthToWrite, type Scale, scaleWorld, writeScaleMonth, type WrittenMonth } from "./data.ts";

/** A process that writes months when it is asked to, so that what it takes is not counted as the import's. */
export type ScaleWriter = {
  write(month: MonthToWrite): Promise<WrittenMonth>;
  stop(): void;
};

export function startWriter(scale: Scale): ScaleWriter {
  const child = fork(SELF, [...argumentsOf("writeScaleMonths", scale)], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`the writer ended with ${String(code)}`);
  });
  ended.catch(() => undefined);
  return {
    async write(month) {
      const answered = once(child, "message");
      child.send(month);
      const [written] = await Promise.race([answered, ended]);
      return written as WrittenMonth;
    },
    stop: () => child.disconnect(),
  };
}

/** The other side: makes the company once and writes its months until nobody asks any more. */
export async function writeScaleMonths(scale: Scale): Promise<object> {
  const world = scaleWorld(scale);
  process.on("message", (month: MonthToWrite) => {
    void writeScaleMonth(world, month).then((written) => process.send?.(written));
  });
  await once(process, "disconnect");
  return {};
}

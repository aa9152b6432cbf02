import { AppError } from "#core/result/failure.ts";
import { openKeychain } from "./keychain.ts";

/** Does all a keychain can do and prints what came of it, as one line of JSON. */
async function tryAll(): Promise<object> {
  const [service = "", name = ""] = process.argv.slice(2);
  const keychain = openKeychain(service);
  const attempt = <T>(work: () => Promise<T>): Promise<T | string> =>
    work().catch((error: unknown) => {
      if (error instanceof AppError) return error.failure.code;
      throw error;
    });
  return {
    state: await keychain.state(),
    absent: await attempt(() => keychain.read(name)),
    write: await attempt(() => keychain.write(name, "wJalr/EXAMPLE+KEY")),
    read: await attempt(() => keychain.read(name)),
    remove: await attempt(() => keychain.remove(name)),
    after: await attempt(() => keychain.read(name)),
  };
}

process.stdout.write(`${JSON.stringify(await tryAll())}\n`);

import { expect, test } from "vitest";
import { openKeychain } from "./keychain.ts";

type Entries = Map<string, string>;

/** The states of a Linux keyring as they were measured, and a macOS keychain whose question was answered with no. */
function keyring(entries: Entries, state: "open" | "locked" | "denied" | "noService" | "noLibrary") {
  const key = (service: string, name: string): string => `${service}\n${name}`;
  const serve = <T>(value: T): Promise<T> =>
    state === "noService"
      ? Promise.reject(new Error("The name org.freedesktop.secrets was not provided by any .service files"))
      : Promise.resolve(value);
  return async () => {
    if (state === "noLibrary") throw new Error("Failed to load keytar native addon");
    if (state === "denied") {
      const deny = () => Promise.reject(new Error("User interaction is not allowed."));
      return { getPassword: deny, setPassword: deny, deletePassword: deny };
    }
    return {
      getPassword: (service: string, name: string) =>
        serve(state === "locked" ? null : (entries.get(key(service, name)) ?? null)),
      setPassword: (service: string, name: string, secret: string) => {
        if (state === "locked")
          return Promise.reject(new Error("Cannot create an item in a locked collection"));
        entries.set(key(service, name), secret);
        return serve(undefined);
      },
      deletePassword: (service: string, name: string) =>
        serve(state === "locked" ? false : entries.delete(key(service, name))),
    };
  };
}

test("an open keychain keeps a secret under its workspace's name and leaves no trace of the probe", async () => {
  const entries: Entries = new Map();
  const keychain = openKeychain("CloudSpend Desktop/w1", keyring(entries, "open"));
  expect(await keychain.state()).toBe("ok");
  await keychain.write("a1", "s3cret");
  expect(await keychain.read("a1")).toBe("s3cret");
  expect(await openKeychain("CloudSpend Desktop/w2", keyring(entries, "open")).read("a1")).toBeNull();
  expect([...entries.keys()]).toEqual(["CloudSpend Desktop/w1\na1"]);
  await keychain.remove("a1");
  expect(entries.size).toBe(0);
});

test.each([
  ["locked", "locked", "secret.locked"],
  ["denied", "denied", "secret.denied"],
  ["noService", "unavailable", "secret.unavailable"],
  ["noLibrary", "unavailable", "secret.unavailable"],
] as const)("a keychain that is %s says so instead of having no entry", async (given, state, code) => {
  const keychain = openKeychain("CloudSpend Desktop/w1", keyring(new Map(), given));
  expect(await keychain.state()).toBe(state);
  await expect(keychain.read("a1")).rejects.toMatchObject({ failure: { code } });
  await expect(keychain.write("a1", "s3cret")).rejects.toMatchObject({ failure: { code } });
  await expect(keychain.remove("a1")).rejects.toMatchObject({ failure: { code } });
});

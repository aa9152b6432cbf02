import { rounded } from "./amount.ts";
import type { SampleMonth } from "./calendar.ts";
import type { LineItem } from "./line-item.ts";
import { NETWORK_OFFERS } from "./prices/network.ts";
import { productOf } from "./product.ts";
import { characters, chance, hexDigits, seedOf } from "./random.ts";
import { tagsOf } from "./tagging.ts";

const ID_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

/** `count` rows of data transfer in, which AWS lists at no charge: they bring a month to a wanted number of rows. */
export function* freeItems(seed: string, month: SampleMonth, count: number): Generator<LineItem, void> {
  const { organisation } = month;
  const account = organisation.accounts.production;
  const product = productOf(NETWORK_OFFERS.internetIn, organisation, "us-west-2");
  const slots = month.days.flatMap((day) => (month.isHourly ? day.hours : [day.slot]));
  if (slots.length === 0) return;
  for (let made = 0, machine = 0; made < count; machine += 1) {
    const machineSeed = seedOf(`${seed}|free|${machine}`);
    const parts = {
      id: characters(machineSeed, 52, ID_ALPHABET),
      resourceId: `i-0${hexDigits(machineSeed, 16)}`,
      tags: tagsOf(machineSeed, account, "routing"),
    };
    for (const slot of slots) {
      if (made === count) return;
      made += 1;
      const amount = rounded(0.02 + 0.4 * chance(machineSeed, made), 6);
      yield {
        ...parts,
        type: "Usage",
        billType: "Anniversary",
        account,
        product,
        slot,
        zone: "",
        description: product.description,
        taxType: "",
        amount,
        rate: 0n,
        unblended: 0n,
        blended: 0n,
        netUnblended: 0n,
        publicCost: 0n,
        amortized: 0n,
        netAmortized: 0n,
        onDemandEquivalent: 0n,
        isUsage: true,
        reservation: undefined,
        plan: undefined,
      };
    }
  }
}

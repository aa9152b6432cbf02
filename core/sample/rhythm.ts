import type { SampleMonth, Slot } from "./calendar.ts";
import { chance } from "./random.ts";

/** How usage moves within a day and a week. */
export type Shape = "always" | "elastic" | "weekdays" | "office" | "spot" | "flat" | "traffic" | "nightly";

/** How usage moves over the months. */
export type Trend = "steady" | "growing" | "booming" | "shrinking" | "leaking" | "spiking";

const WORKDAY_START = 7;
const WORKDAY_END = 19;
/** Weight of each UTC hour for traffic of warehouses in Europe and the United States; the mean is 1. */
const TRAFFIC_BY_HOUR = [
  0.62, 0.55, 0.52, 0.5, 0.56, 0.7, 0.86, 1.0, 1.08, 1.12, 1.14, 1.16, 1.2, 1.3, 1.38, 1.42, 1.44, 1.4, 1.32,
  1.22, 1.1, 0.96, 0.8, 0.65,
];
const TRAFFIC_BY_WEEKDAY = [0.63, 1.05, 1.09, 1.1, 1.1, 1.07, 0.82];
/** Peak season of logistics, January first. */
const TRAFFIC_BY_MONTH = [0.97, 0.97, 0.98, 0.99, 1.0, 1.0, 0.99, 1.0, 1.02, 1.05, 1.11, 1.1];
const NIGHT_HOURS = 6;
const MONTHLY_GROWTH: Readonly<Record<Trend, number>> = {
  steady: 1,
  growing: 1.021,
  booming: 1.07,
  shrinking: 0.975,
  leaking: 1,
  spiking: 1.015,
};
const SPIKE_DAYS = 4;
const SPIKE_FACTOR = 15;
/** The spike begins this many days before the newest day. */
const SPIKE_AGE_DAYS = 12;
const LEAK_DAYS = 300;

/** Hours an instance runs within a slot. */
export function runningHours(shape: Shape, slot: Slot, seed: number): number {
  const isWeekend = slot.weekday === 0 || slot.weekday === 6;
  switch (shape) {
    case "weekdays":
      return isWeekend ? 0 : slot.hours;
    case "office":
      return isWeekend ? 0 : overlap(slot, WORKDAY_START, WORKDAY_END);
    case "elastic":
      return isWeekend ? overlap(slot, WORKDAY_START - 2, WORKDAY_END) : slot.hours;
    case "nightly":
      return overlap(slot, 0, NIGHT_HOURS);
    case "spot":
      return spotHours(slot, seed);
    default:
      return slot.hours;
  }
}

/** Weight of a slot for metered usage: on average its number of hours. */
export function meteredHours(shape: Shape, slot: Slot, seed: number): number {
  return hoursOf(shape, slot) * (0.95 + 0.1 * chance(seed, slot.dayNumber * 25 + (slot.hour ?? 24)));
}

/** Level of a trend on a day; 1 at the end of the newest month. */
export function trendLevel(trend: Trend, month: SampleMonth, dayNumber: number, lastDay: number): number {
  const growth = MONTHLY_GROWTH[trend];
  const share = (dayNumber - month.firstDay) / (month.endDay - month.firstDay);
  let level = 1;
  for (let age = 0; age < month.age; age += 1) level /= growth;
  level *= 1 - (1 - 1 / growth) * (1 - share);
  if (trend === "leaking") level = Math.max(0, 1 - (lastDay - dayNumber) / LEAK_DAYS);
  if (trend === "spiking" && isSpike(lastDay - dayNumber)) level *= SPIKE_FACTOR;
  return level;
}

function isSpike(age: number): boolean {
  return age <= SPIKE_AGE_DAYS && age > SPIKE_AGE_DAYS - SPIKE_DAYS;
}

function hoursOf(shape: Shape, slot: Slot): number {
  switch (shape) {
    case "traffic": {
      const season = TRAFFIC_BY_MONTH[Number(slot.date.slice(5, 7)) - 1] ?? 1;
      const hours = slot.hour === undefined ? slot.hours : (TRAFFIC_BY_HOUR[slot.hour] ?? 1);
      return hours * season * (TRAFFIC_BY_WEEKDAY[slot.weekday] ?? 1);
    }
    case "nightly": {
      const monthEnd = slot.date.slice(8) <= "02" ? 1.7 : 1;
      return overlap(slot, 0, NIGHT_HOURS) * (24 / NIGHT_HOURS) * monthEnd;
    }
    case "office":
    case "weekdays":
      return slot.weekday === 0 || slot.weekday === 6
        ? 0.12 * slot.hours
        : overlap(slot, WORKDAY_START, WORKDAY_END) * 2;
    default:
      return slot.hours;
  }
}

function overlap(slot: Slot, from: number, to: number): number {
  if (slot.hour === undefined) return Math.min(slot.hours, to - from);
  return slot.hour >= from && slot.hour < to ? 1 : 0;
}

function spotHours(slot: Slot, seed: number): number {
  const draw = chance(seed, slot.dayNumber * 25 + (slot.hour ?? 24));
  return slot.hour === undefined ? 6 + Math.floor(draw * 19) : draw < 0.6 ? 1 : 0;
}

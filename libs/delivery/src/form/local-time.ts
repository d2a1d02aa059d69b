// An instant as the clocks of a time zone show it. Asking Intl for an offset costs microseconds, so offsets are
// kept by day; only on a day on which the offset changes is Intl asked each time.

const dayMs = 86_400_000;
/** About eleven years of days, then a zone's memory starts anew. */
const daysPerZoneMax = 4_096;
/** More than there are zones. */
const zonesMax = 1_024;

export interface LocalTime {
  /** `2017-11-24T10:06:22`, to the second. */
  readonly dateTime: string;
  /** `-06:00`. */
  readonly offset: string;
}

const earliestMs = Date.parse('0001-01-01T00:00:00Z');
const latestMs = Date.parse('9999-12-30T00:00:00Z');

/**
 * `undefined` when it is no time between the years 1 and 9999. `timeZone` is an IANA name; an unknown one counts
 * as UTC.
 */
export function localTime(epochMs: number, timeZone: string): LocalTime | undefined {
  if (!(epochMs >= earliestMs && epochMs <= latestMs)) return undefined;
  if (epochMs === last.epochMs && timeZone === last.timeZone) return last.local;
  const offsetMs = offsetAt(epochMs, timeZone);
  const dateTime = new Date(epochMs + offsetMs).toISOString().slice(0, 19);
  last = { epochMs, timeZone, local: { dateTime, offset: offsetText(offsetMs) } };
  return last.local;
}

/** The last answer: a body writes most of its times twice, one after the other. */
let last: { readonly epochMs: number; readonly timeZone: string; readonly local: LocalTime } = {
  ...{ epochMs: Number.NaN, timeZone: '', local: { dateTime: '', offset: '' } },
};

interface Zone {
  readonly format: Intl.DateTimeFormat;
  /** Offset of each whole day, ms, by days since the epoch; `undefined` for a day on which it changes. */
  readonly offsetOfDay: Map<number, number | undefined>;
}

const zones = new Map<string, Zone>();
const offsetTexts = new Map<number, string>();

function offsetAt(epochMs: number, timeZone: string): number {
  const zone = zones.get(timeZone) ?? openZone(timeZone);
  const day = Math.floor(epochMs / dayMs);
  const known = zone.offsetOfDay.get(day);
  if (known !== undefined) return known;
  if (zone.offsetOfDay.has(day)) return askOffset(zone.format, epochMs);
  const [start, end] = [askOffset(zone.format, day * dayMs), askOffset(zone.format, (day + 1) * dayMs)];
  if (zone.offsetOfDay.size >= daysPerZoneMax) zone.offsetOfDay.clear();
  zone.offsetOfDay.set(day, start === end ? start : undefined);
  return start === end ? start : askOffset(zone.format, epochMs);
}

function openZone(timeZone: string): Zone {
  if (zones.size >= zonesMax) zones.clear();
  const zone: Zone = { format: zoneFormat(timeZone), offsetOfDay: new Map() };
  zones.set(timeZone, zone);
  return zone;
}

function zoneFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', timeZoneName: 'longOffset' });
  }
}

/** `GMT-05:00` → -18,000,000; `GMT` → 0; historic offsets have seconds. */
function askOffset(format: Intl.DateTimeFormat, epochMs: number): number {
  const match = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(format.format(epochMs));
  if (match === null) return 0;
  const [, sign, hours, minutes, seconds] = match;
  const offsetMs = (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds ?? 0)) * 1_000;
  return sign === '-' ? -offsetMs : offsetMs;
}

function offsetText(offsetMs: number): string {
  const known = offsetTexts.get(offsetMs);
  if (known !== undefined) return known;
  const minutes = Math.floor(Math.abs(offsetMs) / 60_000);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'));
  const text = `${offsetMs < 0 ? '-' : '+'}${hours}:${rest}`;
  offsetTexts.set(offsetMs, text);
  return text;
}

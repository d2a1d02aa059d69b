// Durations as operators write them and as retry topics are named: `10s`, `1m`, `5m`, `30m`, `2h`, `7d`.
const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Milliseconds of `10s`; `undefined` when the text is no duration. */
export function parseDurationLabel(label: string): number | undefined {
  const match = /^(\d{1,9})(ms|s|m|h|d)$/.exec(label);
  const [, amount, unit] = match ?? [];
  return amount === undefined ? undefined : Number(amount) * unitMs[unit as keyof typeof unitMs];
}

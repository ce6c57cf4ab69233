/** Points as people write them; apart from what evaluates rubrics, so that pages load little. */

export const REMARK_MAX = 500;

/** Points as typed, "8", "8.5", "８．５０", in hundredths; null when it is no number of ours. Integers only: no floats. */
export function hundredthsOf(typed: string): number | null {
  const match = /^(\d{1,4})(?:\.(\d{1,2}))?$/.exec(typed.normalize("NFKC").trim());
  return match ? Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0")) : null;
}

/** Hundredths as points: 850 → "8.5". */
export function pointsText(hundredths: number): string {
  const rest = hundredths % 100;
  const whole = Math.trunc(hundredths / 100);
  return rest === 0 ? String(whole) : `${whole}.${String(rest).padStart(2, "0").replace(/0$/, "")}`;
}

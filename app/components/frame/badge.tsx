/** A count that waits; nothing when it is zero. */
export function Badge({ count, label }: { count: number | undefined; label: string }) {
  if (!count) return null;
  return (
    <span className="rounded-full bg-urgent-fill px-1.5 text-center text-xs leading-5 font-semibold text-on-fill tabular-nums">
      <span aria-hidden>{count > 99 ? "99+" : count}</span>
      <span className="sr-only">{label}</span>
    </span>
  );
}

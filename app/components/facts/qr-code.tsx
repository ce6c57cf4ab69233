type QrCodeProps = {
  /** From `qrPath`. */
  code: { size: number; path: string };
  label: string;
  className?: string;
};

/** A QR code as one SVG path, dark on white in every theme so that cameras read it. */
export function QrCode({ code: { size, path }, label, className }: QrCodeProps) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className={className}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

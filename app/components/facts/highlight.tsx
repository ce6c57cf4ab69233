export type HighlightPart = { text: string; hit?: boolean };

/** Text with what was searched for marked; parts come split from the server, never as HTML. */
export function Highlight({ parts }: { parts: HighlightPart[] }) {
  return (
    <>
      {parts.map((part, index) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity and never reorder
        part.hit ? <mark key={index}>{part.text}</mark> : <span key={index}>{part.text}</span>,
      )}
    </>
  );
}

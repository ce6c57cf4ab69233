/** Server-sent events: answers that stay open, and what is written into them. */

export type EventStream = {
  /** The answer for the browser. */
  response: Response;
  /** Writes one event. `id` is what a browser that comes back says it saw last. */
  send(event: string, data: unknown, id?: string): void;
  /** Ends it; the browser comes back by itself unless it was told not to. */
  end(): void;
};

type Open = { beat(): void; end(): void };
type State = { streams: Set<Open>; beating?: NodeJS.Timeout };

// One for the process: the server ends what the built routes opened.
const state: State = ((globalThis as { __jianglianStreams?: State }).__jianglianStreams ??= { streams: new Set() });

/** Proxies cut connections that say nothing for a minute; some for half of that. */
const BEAT_MS = 25_000;
/** A reader that takes in nothing is gone, though its connection may not know. */
const MOST_UNREAD = 64 * 1024;
/** When to come back after a break: not all in the same second. */
const RETRY_MS = 2_000;
const RETRY_SPREAD_MS = 4_000;

const encoder = new TextEncoder();

const HEADERS = {
  "Content-Type": "text/event-stream; charset=utf-8",
  // Held back or compressed, an event would arrive with the next one.
  "Cache-Control": "private, no-store, no-transform",
  "X-Accel-Buffering": "no",
};

/** Open streams of this process. */
export const openStreams = (): number => state.streams.size;

/** Opens a stream. `gone` is called once when it has ended, whoever ended it. */
export function openEventStream(request: Request, gone: () => void): EventStream {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const end = () => {
    if (!controller) return;
    const open = controller;
    controller = undefined;
    state.streams.delete(self);
    if (state.streams.size === 0) clearInterval(state.beating);
    request.signal.removeEventListener("abort", end);
    try {
      open.close();
    } catch {
      // The other side has closed it already.
    }
    gone();
  };
  const write = (text: string) => {
    if (!controller) return;
    if ((controller.desiredSize ?? 0) < -MOST_UNREAD) end();
    else controller.enqueue(encoder.encode(text));
  };
  const self: Open = { beat: () => write(":\n\n"), end };
  const body = new ReadableStream<Uint8Array>(
    {
      start(begun) {
        controller = begun;
      },
      cancel: end,
    },
    { highWaterMark: 1_024, size: (chunk) => chunk?.byteLength ?? 0 },
  );
  state.streams.add(self);
  if (state.streams.size === 1) {
    state.beating = setInterval(() => {
      for (const one of state.streams) one.beat();
    }, BEAT_MS);
    state.beating.unref();
  }
  request.signal.addEventListener("abort", end, { once: true });
  write(`retry: ${Math.round(RETRY_MS + Math.random() * RETRY_SPREAD_MS)}\n\n`);
  return {
    response: new Response(body, { headers: HEADERS }),
    send(event, data, id) {
      write(`${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    end,
  };
}

/** Ends every stream of this process; part of stopping, so that nobody waits for them. */
export function endEventStreams(): void {
  for (const one of state.streams) one.end();
}

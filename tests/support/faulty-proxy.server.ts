import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** What happens to what passes: all of it, nothing, or now and then something, by chance. */
export type Weather = "fair" | "none" | "stormy";

export type FaultyProxy = {
  url: string;
  weather: Weather;
  /** Cuts every connection; in the weather "none" no new one comes about. */
  cut(): void;
  /** How often each fault happened. */
  faults: Record<Fault, number>;
  stop(): Promise<void>;
};

const FAULTS = ["refused", "cut while sending", "answer lost", "stalled, then cut", "answered late"] as const;
type Fault = (typeof FAULTS)[number];

/** The same chances for the same seed (mulberry32). */
export function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const LONGEST_STALL_MS = 1_500;

/** A TCP proxy before a server that, in stormy weather, does to connections what a hall with two bars of signal does. */
export async function startFaultyProxy(target: string, seed = 1): Promise<FaultyProxy> {
  const { hostname, port } = new URL(target);
  const chance = chances(seed);
  const open = new Set<Socket>();
  const keep = (socket: Socket) => {
    open.add(socket);
    // Sides that hang up are what this is for.
    socket.on("error", () => socket.destroy()).once("close", () => open.delete(socket));
    return socket;
  };
  const server = createServer((socket) => {
    const client = keep(socket);
    if (proxy.weather === "none") return void client.destroy();
    const upstream = keep(connect(Number(port), hostname));
    client.once("close", () => upstream.destroy());
    upstream.once("close", () => client.destroy());
    const end = (fault: Fault) => {
      proxy.faults[fault] += 1;
      client.destroy();
      upstream.destroy();
    };
    let fault: Fault | undefined;
    let left = 0;
    let asking = false;
    client.on("data", (piece) => {
      // A new request on this connection: its fate is drawn anew.
      if (!asking) {
        asking = true;
        const stormy = proxy.weather === "stormy" && chance() < 0.2;
        fault = stormy ? FAULTS[Math.floor(chance() * FAULTS.length)] : undefined;
        left = Math.floor(chance() ** 2 * 30_000);
      }
      if (fault === "refused") return end(fault);
      if (fault === "cut while sending" && piece.length > left) {
        upstream.write(piece.subarray(0, left));
        return end(fault);
      }
      left -= piece.length;
      if (!upstream.write(piece)) {
        client.pause();
        upstream.once("drain", () => client.resume());
      }
    });
    upstream.on("data", (piece) => {
      asking = false;
      const now = fault;
      if (now === "answer lost") return end(now);
      if (now === "stalled, then cut" || now === "answered late") {
        fault = undefined;
        upstream.pause();
        setTimeout(() => {
          if (now === "stalled, then cut") return end(now);
          proxy.faults[now] += 1;
          if (client.writable) client.write(piece);
          upstream.resume();
        }, chance() * LONGEST_STALL_MS);
        return;
      }
      if (client.writable) client.write(piece);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  const proxy: FaultyProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    weather: "fair",
    cut,
    faults: Object.fromEntries(FAULTS.map((fault) => [fault, 0])) as Record<Fault, number>,
    async stop() {
      cut();
      server.close();
      await once(server, "close");
    },
  };
  return proxy;
}

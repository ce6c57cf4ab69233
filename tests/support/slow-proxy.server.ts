import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export type SlowProxy = {
  url: string;
  /** How long each piece of an answer is held back; may be changed at any time. */
  delayMs: number;
  stop(): Promise<void>;
};

/** A TCP proxy before a server: what goes there passes at once, what comes back is held back. */
export async function startSlowProxy(target: string): Promise<SlowProxy> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  const keep = (socket: Socket) => {
    open.add(socket);
    // A side that hangs up while an answer is held back is what this is for.
    socket.on("error", () => socket.destroy()).once("close", () => open.delete(socket));
    return socket;
  };
  const server = createServer((socket) => {
    const client = keep(socket);
    const upstream = keep(connect(Number(port), hostname));
    client.pipe(upstream);
    upstream.on("data", (piece) => void setTimeout(() => client.writable && client.write(piece), proxy.delayMs));
    upstream.once("close", () => void setTimeout(() => client.destroy(), proxy.delayMs));
    client.once("close", () => upstream.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const proxy: SlowProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    delayMs: 0,
    async stop() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
  return proxy;
}

import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export type BreakingProxy = {
  url: string;
  /** Bytes that went to the server so far. */
  sent(): number;
  /** Most bytes a second on their way to the server, for each connection. */
  rate: number;
  /** While true, nobody gets through, and what was open is cut. */
  down: boolean;
  /** Cuts every connection each time that so many bytes have gone to the server. */
  cutAfter: number[];
  /** The next so many answers to a PUT are cut off before their first byte. */
  answersToLose: number;
  stop(): Promise<void>;
};

/** A TCP proxy before a server that cuts connections, as a hall's network does. */
export async function startBreakingProxy(target: string): Promise<BreakingProxy> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  const cutAll = () => {
    for (const socket of open) socket.resetAndDestroy();
  };
  const keep = (socket: Socket) => {
    open.add(socket);
    // That sides hang up is what this is for.
    socket.on("error", () => socket.destroy()).once("close", () => open.delete(socket));
    return socket;
  };
  let sent = 0;
  let down = false;
  const server = createServer((socket) => {
    const client = keep(socket);
    if (down) return void client.resetAndDestroy();
    const upstream = keep(connect(Number(port), hostname));
    let puts = false;
    client.on("data", (piece) => {
      if (/^[A-Z]+ \//.test(piece.toString("latin1", 0, 20))) puts = piece.toString("latin1", 0, 4) === "PUT ";
      sent += piece.length;
      upstream.write(piece);
      const next = proxy.cutAfter[0];
      if (next !== undefined && sent >= next) {
        proxy.cutAfter.shift();
        return cutAll();
      }
      client.pause();
      setTimeout(() => client.resume(), (piece.length / proxy.rate) * 1_000);
    });
    upstream.on("data", (piece) => {
      if (puts && proxy.answersToLose > 0) {
        proxy.answersToLose -= 1;
        return cutAll();
      }
      client.write(piece);
    });
    upstream.once("close", () => client.destroy());
    client.once("close", () => upstream.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const proxy: BreakingProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent: () => sent,
    rate: Number.POSITIVE_INFINITY,
    get down() {
      return down;
    },
    set down(to: boolean) {
      down = to;
      if (to) cutAll();
    },
    cutAfter: [],
    answersToLose: 0,
    async stop() {
      cutAll();
      server.close();
      await once(server, "close");
    },
  };
  return proxy;
}

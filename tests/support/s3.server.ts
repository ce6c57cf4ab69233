import { mkdtempSync, rmSync } from "node:fs";
import { createServer, request as forward, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "s3rver";
import type { S3Settings } from "#app/lib/storage/s3.server.ts";
import { rightlySigned } from "./s3-signature.ts";

export type S3Server = {
  settings: S3Settings;
  /** Method, path and status of every request since the last look. */
  seen(): string[];
  /** Breaks the connection of the next `times` requests that match, half-way through their body. */
  breakNext(match: RegExp, times: number): void;
  stop(): Promise<void>;
};

/** A server of the S3 protocol on this machine, behind a door that checks signatures, notes and breaks. */
export async function startS3(): Promise<S3Server> {
  const directory = mkdtempSync(join(tmpdir(), "jianglian-s3-"));
  const bucket = "jianglian-files";
  const server = new S3rver({
    address: "127.0.0.1",
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: bucket, configs: [] }],
  });
  const { port: behind } = await server.run();
  const lines: string[] = [];
  let breaking: { match: RegExp; times: number } | null = null;
  const door: Server = createServer((incoming, answer) => {
    const what = `${incoming.method} ${incoming.url}`;
    if (!rightlySigned(incoming, "S3RVER")) {
      lines.push(`${what} 403`);
      incoming.resume();
      answer.writeHead(403).end();
      return;
    }
    if (breaking && breaking.times > 0 && breaking.match.test(what)) {
      breaking.times -= 1;
      lines.push(`${what} broken`);
      incoming.once("data", () => incoming.socket.destroy());
      incoming.once("end", () => incoming.socket.destroy());
      return;
    }
    const { method, url, headers } = incoming;
    const onward = forward(
      { host: "127.0.0.1", port: behind, method, path: url, headers, agent: false },
      (response) => {
        lines.push(`${what} ${response.statusCode}`);
        answer.writeHead(response.statusCode ?? 500, response.headers);
        response.pipe(answer);
      },
    );
    onward.on("error", () => answer.destroy());
    answer.on("close", () => onward.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
  const { port } = door.address() as AddressInfo;
  return {
    settings: {
      endpoint: `http://127.0.0.1:${port}`,
      bucket,
      region: "us-east-1",
      accessKeyId: "S3RVER",
      secretAccessKey: "S3RVER",
      pathStyle: true,
    },
    seen: () => lines.splice(0),
    breakNext: (match, times) => {
      breaking = { match, times };
    },
    async stop() {
      door.closeAllConnections();
      await new Promise((resolve) => door.close(resolve));
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

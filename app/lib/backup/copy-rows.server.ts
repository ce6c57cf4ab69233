import { once } from "node:events";
import type { Socket } from "node:net";
import { PassThrough, type Readable } from "node:stream";
import type pg from "pg";

/** What of the driver's connection the COPY protocol needs; the driver itself offers no COPY. */
type Wire = {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
  stream: Socket;
};

/** A query the driver delegates its messages to; the names are the driver's. */
class CopyQuery {
  readonly done: Promise<void>;
  #resolve: () => void = () => {};
  #reject: (error: Error) => void = () => {};
  readonly text: string;
  failed: Error | undefined;
  callback: (error?: Error) => void = () => {};

  constructor(text: string) {
    this.text = text;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.done.catch(() => {});
  }

  submit(wire: Wire): null {
    wire.query(this.text);
    return null;
  }
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
  handleCommandComplete(): void {}
  handleCopyInResponse(wire: Wire): void {
    wire.sendCopyFail("not expected");
  }
  handleCopyData(_message: { chunk: Buffer }, _wire: Wire): void {}
  handleError(error: Error): void {
    this.failed = error;
    this.#reject(error);
  }
  handleReadyForQuery(_wire: Wire): void {
    if (!this.failed) this.#resolve();
  }
}

class CopyOut extends CopyQuery {
  readonly output = new PassThrough();
  #paused = false;

  override handleCopyData({ chunk }: { chunk: Buffer }, wire: Wire): void {
    if (this.output.destroyed) return;
    // The driver gives a view of a buffer that it fills again: what waits in a stream must be a copy.
    if (this.output.write(Buffer.from(chunk)) || this.#paused) return;
    this.#paused = true;
    wire.stream.pause();
    const goOn = () => {
      this.output.off("drain", goOn).off("close", goOn);
      this.#paused = false;
      wire.stream.resume();
    };
    this.output.on("drain", goOn).on("close", goOn);
  }
  override handleReadyForQuery(wire: Wire): void {
    super.handleReadyForQuery(wire);
    // A stream that was told its end drains without saying so; the connection has other answers to bring.
    wire.stream.resume();
    if (!this.failed) this.output.end();
  }
  override handleError(error: Error): void {
    super.handleError(error);
    this.output.destroy(error);
  }
}

class CopyIn extends CopyQuery {
  readonly #input: Readable;

  constructor(text: string, input: Readable) {
    super(text);
    this.#input = input;
  }

  override handleCopyInResponse(wire: Wire): void {
    void this.#send(wire).catch((error: Error) => wire.sendCopyFail(error.message));
  }

  async #send(wire: Wire): Promise<void> {
    for await (const chunk of this.#input) {
      if (this.failed) return;
      wire.sendCopyFromChunk(chunk as Buffer);
      if (wire.stream.writableNeedDrain) await once(wire.stream, "drain");
    }
    wire.endCopyFrom();
  }
}

/** Streams the answer of `COPY … TO STDOUT`. */
export function copyOut(client: pg.Client, sql: string): Readable {
  const query = new CopyOut(sql);
  client.query(query as unknown as pg.Submittable);
  return query.output;
}

/** Streams into `COPY … FROM STDIN`. */
export async function copyIn(client: pg.Client, sql: string, input: Readable): Promise<void> {
  const query = new CopyIn(sql, input);
  client.query(query as unknown as pg.Submittable);
  await query.done;
}

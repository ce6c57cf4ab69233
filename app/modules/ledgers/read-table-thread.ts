import { parentPort, workerData } from "node:worker_threads";
import { readTable } from "./read-table.server.ts";

/** The thread's body: reads one file and answers once. */
const { file, fileName } = workerData as { file: Uint8Array; fileName: string };
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
parentPort?.postMessage(await readTable(Buffer.from(file.buffer, file.byteOffset, file.byteLength), fileName));

import { parentPort, workerData } from "node:worker_threads";
import { readTable } from "./read-table.server.ts";

/** The thread's body: reads one file and answers once. */
const { file, fileName } = workerData as { file: Uint8Array; fileName: string };
parentPort?.postMessage(await readTable(Buffer.from(file.buffer, file.byteOffset, file.byteLength), fileName));

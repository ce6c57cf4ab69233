import pino from "pino";

export type LogFields = Record<string, unknown>;

/** What runs the product writes here; short sentences, one line each. */
export type Log = {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** Several lines for a person, such as the address and the sign-ins. */
  banner(text: string): void;
};

const levels = { debug: 20, info: 30, warn: 40, error: 50 } as const;

function createLog(): Log {
  const wanted = process.env.LOG_LEVEL ?? "info";
  const threshold = wanted === "silent" ? 100 : (levels[wanted as keyof typeof levels] ?? levels.info);
  return process.env.LOG_FORMAT === "json" ? jsonLog(wanted) : textLog(threshold);
}

function textLog(threshold: number): Log {
  const write = (level: keyof typeof levels) => (message: string, fields?: LogFields) => {
    if (levels[level] < threshold) return;
    const mark = level === "warn" ? "warning: " : level === "error" ? "error: " : "";
    const line = `${new Date().toTimeString().slice(0, 8)}  ${mark}${message}${describe(fields)}\n`;
    (levels[level] >= levels.warn ? process.stderr : process.stdout).write(line);
  };
  return {
    debug: write("debug"),
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
    banner: (text) => void process.stdout.write(`\n${text}\n\n`),
  };
}

function jsonLog(level: string): Log {
  const out = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  return {
    debug: (message, fields) => out.debug(fields ?? {}, message),
    info: (message, fields) => out.info(fields ?? {}, message),
    warn: (message, fields) => out.warn(plain(fields), message),
    error: (message, fields) => out.error(plain(fields), message),
    banner: (text) => out.info(text),
  };
}

function describe(fields: LogFields | undefined): string {
  const parts = Object.entries(fields ?? {}).map(([key, value]) => {
    if (value instanceof Error) return `\n${value.stack ?? value.message}`;
    return ` ${key}=${typeof value === "string" ? value : JSON.stringify(value)}`;
  });
  return parts.length > 0 ? ` (${parts.join("").trim()})` : "";
}

function plain(fields: LogFields | undefined): LogFields {
  const entries = Object.entries(fields ?? {});
  return Object.fromEntries(entries.map(([key, value]) => [key, value instanceof Error ? value.stack : value]));
}

export const log: Log = createLog();

/** Says nothing; for commands whose output is their result. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {}, banner() {} };

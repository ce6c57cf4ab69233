import { describe, expect, it } from "vitest";
import {
  formatBytes,
  formatChange,
  formatDate,
  formatDateTime,
  formatDecimal,
  formatDuration,
  formatMoney,
  formatRelative,
  formatWan,
  formatYuan,
} from "#app/lib/format.ts";

const HOUR = 3_600_000;

describe("dates", () => {
  it("are those of the organisation's clock, not of UTC", () => {
    expect(formatDate("2026-11-19T16:30:00Z")).toBe("2026-11-20");
    expect(formatDateTime("2026-11-19T16:30:00Z")).toBe("2026-11-20 00:30");
    expect(formatDate("2026-11-19T16:30:00Z", "UTC")).toBe("2026-11-19");
  });

  it("are told relative to a given moment, and as a date beyond 30 days", () => {
    const now = Date.parse("2026-11-20T06:00:00Z");
    expect(formatRelative(now - 3 * HOUR, now, "zh-CN")).toBe("3 小时前");
    expect(formatRelative(now + 26 * HOUR, now, "en")).toBe("in 26 hours");
    expect(formatRelative(now - 10_000, now, "zh-CN")).toBe("刚刚");
    expect(formatRelative(now - 31 * 24 * HOUR, now, "zh-CN")).toBe("2026-10-20");
  });
});

describe("durations", () => {
  it("count hours up to two days, then days, and never zero", () => {
    expect(formatDuration(6.9 * HOUR, "zh-CN")).toBe("6 小时");
    expect(formatDuration(47 * HOUR, "zh-CN")).toBe("47 小时");
    expect(formatDuration(-50 * HOUR, "zh-CN")).toBe("2 天");
    expect(formatDuration(5_000, "en")).toBe("1 minute");
  });
});

describe("money", () => {
  it("is exact in 万元 with two decimals, rounded half up", () => {
    expect(formatWan(1_234_567_890n, "zh-CN")).toBe("1,234.57 万元");
    expect(formatWan(5_000n, "zh-CN")).toBe("0.01 万元");
    expect(formatWan(4_999n, "zh-CN")).toBe("0.00 万元");
    expect(formatWan(-123_450_000n, "zh-CN")).toBe("−123.45 万元");
    expect(formatWan(900_719_925_474_099_312_345n, "zh-CN")).toBe("900,719,925,474,099.31 万元");
  });

  it("is in yuan below ten thousand, with fen only when there are some", () => {
    expect(formatMoney(860_000n, "zh-CN")).toBe("8,600 元");
    expect(formatMoney(999_999n, "zh-CN")).toBe("9,999.99 元");
    expect(formatMoney(1_000_000n, "zh-CN")).toBe("1.00 万元");
    expect(formatYuan(-50, "zh-CN")).toBe("−0.50 元");
  });

  it("is always in yuan in English", () => {
    expect(formatMoney(123_450_000n, "en")).toBe("CNY 1,234,500");
  });
});

it("a decimal kept as text is written whole, however long", () => {
  expect(formatDecimal("123456789012.123456")).toBe("123,456,789,012.123456");
  expect(["0.10", "-1234.5", "0012", "1000"].map(formatDecimal)).toEqual(["0.10", "−1,234.5", "12", "1,000"]);
  expect(formatDecimal("一千")).toBe("一千");
});

describe("changes", () => {
  it("say direction and share, and nothing for a base of zero", () => {
    expect(formatChange(4.2, 1.1)).toBe("−74 %");
    expect(formatChange(100, 103.25)).toBe("+3.3 %");
    expect(formatChange(5, 5)).toBe("0 %");
    expect(formatChange(0, 5)).toBe("");
  });
});

it("sizes of files are at least one kilobyte", () => {
  expect(formatBytes(12)).toBe("1 KB");
  expect(formatBytes(3_565_158)).toBe("3.4 MB");
});

import { describe, expect, test } from "vitest";
import { EnvError, parseEnv } from "#app/lib/env.server.ts";

describe("settings", () => {
  test("nothing set gives the defaults of a machine of one's own", () => {
    expect(parseEnv({})).toMatchObject({ PORT: 3000, HOST: "127.0.0.1", DATA_DIR: ".data", WORKER: "inline" });
  });

  test("an empty value counts as absent", () => {
    expect(parseEnv({ PORT: "", DATABASE_URL: "" })).toEqual(parseEnv({}));
  });

  test.each([
    ["PORT", "eighty"],
    ["PORT", "70000"],
    ["HOST", "not a host"],
    ["DATABASE_URL", "mysql://localhost/x"],
    ["PUBLIC_URL", "jianglian.example.com"],
    ["SEED", "yes"],
    ["CHAIN_SECRET", "short"],
    ["SMTP_URL", "mail.example.com"],
    ["LOG_LEVEL", "loud"],
    ["UPLOADTHING_TOKEN", "sk_live_only-the-key"],
  ])("a wrong %s is named, explained and answered with an example", (name, value) => {
    expect(() => parseEnv({ [name]: value })).toThrow(EnvError);
    expect(() => parseEnv({ [name]: value })).toThrow(new RegExp(`^${name} must .*Example: ${name}=`));
  });

  test("secrets are not printed", () => {
    const wrong = () => parseEnv({ CHAIN_SECRET: "hunter2", DATABASE_URL: "mysql://user:hunter2@localhost/x" });
    expect(wrong).toThrow(EnvError);
    expect(wrong).not.toThrow(/hunter2/);
  });

  test("what belongs together is asked for together", () => {
    expect(() => parseEnv({ TLS_CERT: "/a.pem" })).toThrow(/TLS_KEY is missing/);
    expect(() => parseEnv({ MEILI_URL: "http://localhost:7700" })).toThrow(/MEILI_API_KEY is missing/);
    expect(() => parseEnv({ SMTP_URL: "smtp://localhost" })).toThrow(/MAIL_FROM is missing/);
    const token = { apiKey: "sk_live_x", appId: "a", regions: ["sea1"] };
    const UPLOADTHING_TOKEN = Buffer.from(JSON.stringify(token)).toString("base64");
    expect(() => parseEnv({ UPLOADTHING_TOKEN })).toThrow(/PUBLIC_URL is missing/);
    expect(() => parseEnv({ S3_BUCKET: "files" })).toThrow(
      /S3_ENDPOINT is missing.*\n(.*\n)*.*S3_SECRET_ACCESS_KEY is/,
    );
  });
});

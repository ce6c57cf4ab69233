import { describe, expect, test } from "vitest";
import { localeOfVersion, manifestFor } from "#app/lib/language-assets.ts";

const manifest = {
  version: "1a2b",
  url: "/assets/manifest-1a2b.js",
  entry: { module: "/assets/entry.client-x.js", imports: ["/assets/framework-y.js"] },
  routes: { root: { id: "root", module: "/assets/root-z.js", css: ["/assets/app-q.css"], hasLoader: true } },
};

describe("the list of scripts", () => {
  test("is as built for a Chinese reader", () => {
    expect(manifestFor(manifest, "zh-CN")).toBe(manifest);
  });

  test("names the English scripts, and the same styles, for an English reader", () => {
    const english = manifestFor(manifest, "en");
    expect(english.entry).toEqual({ module: "/assets/en/entry.client-x.js", imports: ["/assets/en/framework-y.js"] });
    expect(english.routes.root).toEqual({
      id: "root",
      module: "/assets/en/root-z.js",
      css: ["/assets/app-q.css"],
      hasLoader: true,
    });
    expect(manifestFor(manifest, "en")).toBe(english);
  });

  test("tells its language by its version, which differs", () => {
    const { version } = manifestFor(manifest, "en");
    expect(version).not.toBe(manifest.version);
    expect(localeOfVersion(version)).toBe("en");
    expect(localeOfVersion(manifest.version)).toBe("zh-CN");
    expect(localeOfVersion(null)).toBe("zh-CN");
  });

  test("is left alone in development, where scripts hold both languages", () => {
    const developing = { ...manifest, url: "/@id/virtual:remix/browser-manifest" };
    expect(manifestFor(developing, "en")).toBe(developing);
  });
});

import { Form, useLocation } from "@remix-run/react";
import { Languages } from "lucide-react";
import { LOCALES } from "#app/lib/i18n.ts";
import { useLocale } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";

const NAMES = { "zh-CN": "中文", en: "English" } as const;

/** Switches to the other language and comes back to this page; its name is written in itself. */
export function LanguageSwitch({ compact }: { compact?: boolean }) {
  const locale = useLocale();
  const { pathname, search } = useLocation();
  const other = LOCALES.find((one) => one !== locale) ?? locale;
  return (
    <Form method="post" action={paths.switchLocale()} reloadDocument>
      <input type="hidden" name="returnTo" value={pathname + search} />
      <button
        type="submit"
        name="locale"
        value={other}
        lang={other}
        className={
          compact
            ? "flex min-h-12 items-center gap-1.5 rounded-md px-2 text-sm text-muted"
            : "flex min-h-10 w-full items-center gap-2.5 rounded-md px-2.5 text-dense text-muted transition-colors hover:bg-hover"
        }
      >
        <Languages aria-hidden className="size-4.5 shrink-0" />
        {NAMES[other]}
      </button>
    </Form>
  );
}

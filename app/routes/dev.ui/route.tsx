import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { NowProvider } from "#app/components/facts/now-context.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { Section } from "#app/components/layout/section.tsx";
import { Tabs } from "#app/components/layout/tabs.tsx";
import { isLocale, LOCALES, words } from "#app/lib/i18n.ts";
import { LocaleProvider, useWords } from "#app/lib/i18n-context.tsx";
import { type QrPath, qrPath } from "#app/lib/qr.server.ts";
import { paths } from "#app/lib/paths.ts";
import { commonWords } from "#app/words/common.ts";
import { devUiWords } from "#app/words/dev-ui.ts";
import { filesWords } from "#app/words/files.ts";
import { Actions } from "./actions.tsx";
import { Facts } from "./facts.tsx";
import { Feedback } from "./feedback.tsx";
import { Fields } from "./fields.tsx";
import { Files } from "./files.tsx";
import { Layouts } from "./layouts.tsx";
import { Lists } from "./lists.tsx";

const THEMES = ["light", "dark"] as const;

/** Shows every component; there only while developing. */
export async function loader({ request }: LoaderFunctionArgs) {
  if (process.env.NODE_ENV === "production") throw data({ messageKey: "not_found" }, { status: 404 });
  const query = new URL(request.url).searchParams;
  const wanted = query.get("error");
  if (wanted) throw data({ messageKey: null, requestId: "dev-0001" }, { status: Number(wanted) || 500 });
  const locale = query.get("locale");
  return {
    code: qrPath("https://jianglian.example/problems/137"),
    locale: isLocale(locale) ? locale : LOCALES[0],
    theme: THEMES.find((one) => one === query.get("theme")) ?? null,
    now: Date.UTC(2026, 10, 20, 6, 5),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => {
  const locale = loaded?.locale ?? LOCALES[0];
  return [{ title: words(commonWords, locale).titleWithProduct(words(devUiWords, locale).title) }];
};

export default function DevUi() {
  const { locale, theme, now, code } = useLoaderData<typeof loader>();
  return (
    <LocaleProvider locale={locale}>
      <NowProvider now={now}>
        <div lang={locale} data-theme={theme ?? undefined} className="-m-4 bg-page p-4 text-ink">
          <Showcase locale={locale} theme={theme} now={now} code={code} />
        </div>
      </NowProvider>
    </LocaleProvider>
  );
}

type ShowcaseProps = { locale: string; theme: string | null; now: number; code: QrPath };

function Showcase({ locale, theme, now, code }: ShowcaseProps) {
  const w = useWords(devUiWords);
  const f = useWords(filesWords);
  const tabs = LOCALES.flatMap((language) =>
    THEMES.map((look) => ({
      to: `/dev/ui?locale=${language}&theme=${look}`,
      label: `${language} · ${look}`,
      current: language === locale && look === theme,
    })),
  );
  return (
    <>
      <PageHeader title={w.title} lead={w.lead} back={{ to: paths.problems(), label: w.allProblems }} />
      <Tabs label={w.variants} tabs={tabs} />
      <Section title={w.parts.facts}>
        <Facts now={now} code={code} />
      </Section>
      <Section title={f.title}>
        <Files now={now} />
      </Section>
      <Section title={w.parts.lists}>
        <Lists now={now} />
      </Section>
      <Section title={w.parts.actions}>
        <Actions />
      </Section>
      <Section title={w.parts.form}>
        <Fields />
      </Section>
      <Section title={w.parts.feedback}>
        <Feedback />
      </Section>
      <Section title={w.parts.layout}>
        <Layouts code={code} />
      </Section>
    </>
  );
}

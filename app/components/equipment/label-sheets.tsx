import type { CSSProperties } from "react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { type LabelSheet, spokenCode } from "#app/modules/equipment/rules.ts";
import { equipmentWords } from "#app/words/equipment.ts";
import { cx } from "../cx.ts";
import { QrCode } from "../facts/qr-code.tsx";

export type Label = {
  id: string;
  code: string;
  number: string;
  name: string;
  enterprise: string;
  qr: { size: number; path: string };
};

const mm = (value: number): string => `${Number(value.toFixed(2))}mm`;

type LabelSheetsProps = { sheet: LabelSheet; labels: Label[]; skip: number; outline: boolean };

/** Pages of A4 with every label at its place in millimetres; on screen as they come out of the printer. */
export function LabelSheets({ sheet, labels, skip, outline }: LabelSheetsProps) {
  const w = useWords(equipmentWords);
  const perPage = sheet.across * sheet.down;
  const places: (Label | null)[] = [...Array.from({ length: skip }, () => null), ...labels];
  const pages = Array.from({ length: Math.ceil(places.length / perPage) }, (_, page) =>
    places.slice(page * perPage, (page + 1) * perPage),
  );
  return (
    <div className="label-pages">
      {pages.map((page, index) => (
        <section
          // biome-ignore lint/suspicious/noArrayIndexKey: a page is nothing but its place
          key={index}
          aria-label={w.labels.page(index + 1)}
          className="label-page"
        >
          {page.map((label, place) =>
            label ? <OneLabel key={label.id} label={label} sheet={sheet} place={place} outline={outline} /> : null,
          )}
        </section>
      ))}
    </div>
  );
}

type OneLabelProps = { label: Label; sheet: LabelSheet; place: number; outline: boolean };

function OneLabel({ label, sheet, place, outline }: OneLabelProps) {
  const w = useWords(equipmentWords);
  const style: CSSProperties = {
    left: mm(sheet.left + (place % sheet.across) * sheet.stepX),
    top: mm(sheet.top + Math.floor(place / sheet.across) * sheet.stepY),
    width: mm(sheet.width),
    height: mm(sheet.height),
  };
  const side = mm(Math.min(sheet.height - 5, sheet.width * 0.45));
  const small = sheet.height < 30;
  return (
    <div style={style} className={cx("label", outline && "label-outline", small && "label-small")}>
      <div style={{ width: side, height: side }} className="shrink-0">
        <QrCode code={label.qr} label={w.labels.qr(label.number)} className="size-full" />
      </div>
      <div className="label-text">
        <p className="label-number">{label.number}</p>
        <p className="label-name">{label.name}</p>
        <p className="label-owner">{label.enterprise}</p>
        {!small && <p className="label-owner">{w.labels.scan}</p>}
        <p className="label-code">{spokenCode(label.code)}</p>
      </div>
    </div>
  );
}

import { CircleCheckBig, CircleX, Clock, UserRound, UserRoundCheck } from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { diagnosisWords } from "#app/words/diagnosis.ts";
import { Button } from "../actions/button.tsx";
import { ConfirmButton } from "../actions/confirm-button.tsx";
import { StepForm } from "../actions/step-form.tsx";
import { Chip } from "../facts/chip.tsx";
import { Person } from "../facts/person.tsx";
import type { Icon } from "../icon.ts";
import { Section } from "../layout/section.tsx";
import type { Tone } from "../tone.ts";
import type { RoomData, SeatData } from "./room-data.ts";

const SEAT: Record<SeatData["state"], [Tone, Icon]> = {
  INVITED: ["waiting", Clock],
  COMING: ["done", CircleCheckBig],
  DECLINED: ["still", CircleX],
  WITHDRAWN: ["still", CircleX],
};
const CONSENT: Record<NonNullable<SeatData["consent"]>, [Tone, Icon]> = {
  GRANTED: ["done", CircleCheckBig],
  REQUESTED: ["waiting", Clock],
  REFUSED: ["urgent", CircleX],
  WITHDRAWN: ["urgent", CircleX],
  MISSING: ["still", Clock],
};

/** Who takes part, what they answered, and which steps stand between them and the meeting. */
export function Seats({ room }: { room: RoomData }) {
  const w = useWords(diagnosisWords);
  return (
    <Section title={w.people}>
      <ul className="divide-y divide-line border-y border-line">
        {room.seats.map((seat) => (
          <li key={seat.id} className="space-y-1.5 py-3">
            <p>
              <Person name={seat.name ?? w.posterSide} from={seat.from} />
              {seat.own && <span className="ml-1.5 text-sm text-muted">{w.you}</span>}
            </p>
            <p className="flex flex-wrap gap-1.5">
              <Marks seat={seat} />
            </p>
            {seat.note && <p className="prose-plain max-w-reading text-sm text-muted">{seat.note}</p>}
            <Steps seat={seat} room={room} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

const Mark = ({ look: [tone, icon], text }: { look: [Tone, Icon]; text: string }) => (
  <Chip tone={tone} icon={icon}>
    {text}
  </Chip>
);

function Marks({ seat }: { seat: SeatData }) {
  const w = useWords(diagnosisWords);
  const comes = seat.state === "COMING";
  const yes = (one: boolean): [Tone, Icon] => (one ? ["done", CircleCheckBig] : ["waiting", Clock]);
  return (
    <>
      {seat.convener ? (
        <Mark look={["moving", UserRound]} text={w.convener} />
      ) : (
        <Mark look={SEAT[seat.state]} text={w.seat[seat.state]} />
      )}
      {seat.guest && <Mark look={["still", UserRoundCheck]} text={w.guest} />}
      {comes && seat.consent && <Mark look={CONSENT[seat.consent]} text={w.consent[seat.consent]} />}
      {comes && seat.onSite !== null && <Mark look={yes(seat.onSite)} text={seat.onSite ? w.onSite : w.notOnSite} />}
      {seat.attended !== null && (
        <Mark
          look={seat.attended ? ["done", CircleCheckBig] : ["still", CircleX]}
          text={seat.attended ? w.attended : w.absent}
        />
      )}
    </>
  );
}

function Steps({ seat, room }: { seat: SeatData; room: RoomData }) {
  const w = useWords(diagnosisWords);
  const again = seat.own && seat.state === "COMING" && (seat.consent === "REFUSED" || seat.consent === "MISSING");
  const takeBack = room.rights.manages && !seat.convener && seat.state !== "WITHDRAWN";
  if (!again && !seat.admittable && !takeBack) return null;
  return (
    <div className="no-print flex flex-wrap items-start gap-2">
      {again && (
        <StepForm intent="ask-again">
          <Button variant="secondary" size="small">
            {w.askAgain}
          </Button>
        </StepForm>
      )}
      {seat.admittable && (
        <StepForm intent="admit" about={{ seatId: seat.id }}>
          <Button variant="secondary" size="small">
            {w.admit}
            <span className="sr-only"> {seat.name}</span>
          </Button>
        </StepForm>
      )}
      {takeBack && (
        <StepForm intent="take-back" about={{ seatId: seat.id }}>
          <ConfirmButton label={w.takeBack} question={w.takeBackSure} variant="quiet" size="small" />
        </StepForm>
      )}
    </div>
  );
}

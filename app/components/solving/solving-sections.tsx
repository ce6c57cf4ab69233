import { paths } from "#app/lib/paths.ts";
import { Acceptances } from "./acceptance.tsx";
import { Assigned, Bids } from "./bids.tsx";
import { Diagnoses } from "./diagnoses.tsx";
import { Log } from "./log.tsx";
import { Permits } from "./permits.tsx";
import { Solutions } from "./solution.tsx";
import type { SolvingData } from "./solving-data.ts";
import { Team } from "./team.tsx";
import { Trials } from "./trial.tsx";

/** All of the solving of a problem that this reader may see: what came of it first, then how. Draws nothing before there is anything. */
export function SolvingSections({ data }: { data: SolvingData }) {
  return (
    <>
      {data.assignment && <Assigned assignment={data.assignment} />}
      <Bids bids={data.bids} />
      <Solutions solutions={data.solutions} />
      <Acceptances
        acceptances={data.acceptances}
        stillGood={data.stillGood}
        reuses={data.reuses}
        builds={data.builds}
        problemId={data.problemId}
        adoptions={data.reusesOpen ? paths.adoptionsOf(data.problemId) : null}
      />
      <Trials trials={data.trials} />
      <Team lease={data.lease} handOvers={data.handOvers} />
      <Permits permits={data.permits} />
      <Diagnoses problemId={data.problemId} diagnoses={data.diagnoses} />
      <Log problemId={data.problemId} entries={data.log} mayDecide={data.mayDecideLog} />
    </>
  );
}

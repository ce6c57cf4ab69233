import { casesBrewery1 } from "./cases-brewery-1.ts";
import { casesBrewery2 } from "./cases-brewery-2.ts";
import { casesCigarette1 } from "./cases-cigarette-1.ts";
import { casesCigarette2 } from "./cases-cigarette-2.ts";
import { casesDistillery1 } from "./cases-distillery-1.ts";
import { casesDistillery2 } from "./cases-distillery-2.ts";
import { casesElectrical1 } from "./cases-electrical-1.ts";
import { casesElectrical2 } from "./cases-electrical-2.ts";
import { casesElectronics1 } from "./cases-electronics-1.ts";
import { casesGearbox1 } from "./cases-gearbox-1.ts";
import { casesGearbox2 } from "./cases-gearbox-2.ts";
import { casesMachineTools1 } from "./cases-machine-tools-1.ts";
import { casesMachineTools2 } from "./cases-machine-tools-2.ts";
import { casesMembers } from "./cases-members.ts";
import { casesPackaging1 } from "./cases-packaging-1.ts";
import { casesPackaging2 } from "./cases-packaging-2.ts";
import { casesTitanium1 } from "./cases-titanium-1.ts";
import { casesTitanium2 } from "./cases-titanium-2.ts";
import type { DemoCase } from "./types.ts";

/** All cases of the demo alliance. */
export const demoCases: readonly DemoCase[] = [
  ...casesBrewery1, ...casesBrewery2, ...casesDistillery1, ...casesDistillery2, ...casesCigarette1, ...casesCigarette2,
  ...casesPackaging1, ...casesPackaging2, ...casesElectrical1, ...casesElectrical2, ...casesMachineTools1, ...casesMachineTools2,
  ...casesTitanium1, ...casesTitanium2, ...casesGearbox1, ...casesGearbox2, ...casesElectronics1, ...casesMembers,
];

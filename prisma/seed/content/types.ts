/** Shapes of the invented demo alliance's content. Keys are local names, resolved by the seeder. */

export type Industry =
  | "LIQUOR" | "TOBACCO" | "FOOD" | "FOOD_PACKAGING" | "EQUIPMENT" | "MACHINE_TOOLS"
  | "TITANIUM" | "AUTOMOTIVE" | "ELECTRONICS" | "RAIL" | "PETROLEUM_MACHINERY" | "OTHER";

export type EnterpriseKey =
  | "brewery" | "distillery" | "cigarette" | "packaging" | "machine-tools"
  | "titanium" | "gearbox" | "electronics" | "electrical" | "rail" | "petroleum" | "beverage" | "other";

export type StudioKey =
  | "brewery-filling" | "distillery-process" | "distillery-equipment" | "cigarette-packing" | "cigarette-control"
  | "packaging-line" | "machine-tools-cnc" | "machine-tools-spindle" | "titanium-rolling" | "titanium-melting"
  | "gearbox-grinding" | "gearbox-assembly" | "electronics-smt" | "electrical-automation" | "electrical-drives"
  | "rail-welding" | "petroleum-forging" | "beverage-filling";

/** `${studio}.lead` is the studio leader; `.1` … `.4` are its craftsmen. */
export type CraftsmanKey = `${StudioKey}.${"lead" | 1 | 2 | 3 | 4}`;
/** `.engineer`, `.engineer2` … post problems; `.reviewer` reviews; `.finance` certifies. */
export type StaffKey = `${EnterpriseKey}.${"engineer" | "engineer2" | "engineer3" | "reviewer" | "finance"}`;

export type DemoPerson = {
  key: CraftsmanKey | StaffKey;
  name: string;
  /** Only for craftsmen. */
  honourTier?: "NATIONAL" | "PROVINCIAL" | "MUNICIPAL" | "ENTERPRISE";
  title?: "MODEL_WORKER" | "CRAFTSMAN" | "MASTER_TECHNICIAN";
  trade?: string;
  specialities?: string[];
  years?: number;
  bio?: string;
};

export type DemoEnterprise = {
  key: EnterpriseKey;
  name: string;
  shortName: string;
  nameEn: string;
  industry: Industry;
  group?: string;
  address: string;
  about: string;
};

export type DemoStudio = {
  key: StudioKey;
  enterprise: EnterpriseKey;
  name: string;
  nameEn: string;
  level: "MUNICIPAL" | "PROVINCIAL" | "NATIONAL";
  /** Left out: the union names it this year. */
  designatedOn?: string;
  specialities: string[];
  premises: string;
  about: string;
};

export type DemoCategory =
  | "PROCESS" | "PRODUCT" | "QUALITY" | "ENERGY" | "EQUIPMENT" | "MANAGEMENT" | "SKILLS" | "SAFETY";
export type DemoSeverity = "LINE_DOWN" | "SAFETY" | "DEGRADED" | "QUALITY" | "IMPROVEMENT";
export type DemoState =
  | "DRAFT" | "ENTERPRISE_REVIEW" | "TRIAGE" | "PUBLISHED" | "CLAIMED" | "ASSIGNED" | "IN_PROGRESS"
  | "SOLUTION_SUBMITTED" | "TRIAL_RUN" | "ACCEPTANCE" | "SOLVED" | "UNSOLVED" | "WITHDRAWN" | "MERGED" | "ANSWERED";

export type DemoMeasure = { name: string; unit: string; before: number; after: number; period: string };

export type DemoLogEntry = {
  kind: "CONTAINMENT" | "OBSERVATION" | "HYPOTHESIS" | "ATTEMPT";
  text: string;
  /** Hypotheses only. */
  status?: "OPEN" | "CONFIRMED" | "REFUTED";
  /** Attempts that failed: why. */
  failedBecause?: string;
};

export type DemoSolution = {
  rootCause: string;
  containment?: string;
  actions: string;
  prevention?: string;
  safetyNotes?: string;
  /** Confidential layer. */
  parts?: string;
  /** Confidential layer. */
  parameters?: string;
  costYuan?: number;
};

export type DemoCase = {
  /** Unique, kebab-case. */
  key: string;
  enterprise: EnterpriseKey;
  author: StaffKey;
  category: DemoCategory;
  severity: DemoSeverity;
  title: string;
  /** What the person at the machine sees and hears, in sentences. */
  phenomenon: string;
  equipmentType: string;
  equipmentModel?: string;
  equipmentMaker?: string;
  /** Confidential layer. */
  assetNumber?: string;
  line?: string;
  processStep?: string;
  alarmCode?: string;
  since?: string;
  frequency?: string;
  downtimeHoursPerWeek?: number;
  scrapPercent?: number;
  /** Confidential layer. */
  yuanPerDay?: number;
  tried?: string;
  target?: string;
  measuredBy?: string;
  /** Confidential layer: settings, recipe values. */
  parameters?: string;
  state: DemoState;
  postedDaysAgo: number;
  anonymous?: boolean;
  visitAllowed?: boolean;
  solver?: { studio: StudioKey; lead: CraftsmanKey; via: "BID" | "ASSIGN" };
  /** For CLAIMED (open bids) or as losing bids beside the chosen one. */
  bids?: { studio: StudioKey; proposal: string; days: number }[];
  log?: DemoLogEntry[];
  solution?: DemoSolution;
  measures?: DemoMeasure[];
  /** Partly fixed, still SOLVED. */
  partial?: boolean;
  /** Reason for UNSOLVED, WITHDRAWN. */
  closedBecause?: string;
  /** For MERGED (into) and ANSWERED (the known fix): another case's key. */
  refersTo?: string;
  comments?: { by: CraftsmanKey | StaffKey; text: string }[];
};

/** Closed lists of the domain, apart from the schemas so that a page can have them without the validator. */
export const INDUSTRIES = [
  "LIQUOR",
  "TOBACCO",
  "FOOD",
  "FOOD_PACKAGING",
  "EQUIPMENT",
  "MACHINE_TOOLS",
  "TITANIUM",
  "AUTOMOTIVE",
  "ELECTRONICS",
  "RAIL",
  "PETROLEUM_MACHINERY",
  "OTHER",
] as const;
export const STUDIO_LEVELS = ["MUNICIPAL", "PROVINCIAL", "NATIONAL"] as const;
export const ALLIANCE_KINDS = ["PROFESSIONAL", "CROSS_ENTERPRISE", "CROSS_REGION"] as const;
export const HONOUR_TIERS = ["NATIONAL", "PROVINCIAL", "MUNICIPAL", "ENTERPRISE"] as const;
export const CRAFTSMAN_TITLES = ["MODEL_WORKER", "CRAFTSMAN", "MASTER_TECHNICIAN"] as const;
/** Kinds that can be created later; the platform comes with the set-up. */
export const NEW_KINDS = [
  "FEDERATION",
  "COUNTY_UNION",
  "INDUSTRY_UNION",
  "ENTERPRISE_UNION",
  "ENTERPRISE",
  "STUDIO",
  "ALLIANCE",
] as const;

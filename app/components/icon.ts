import type { LucideIcon } from "lucide-react";

/** An icon of the one set the product uses; import it by name from lucide-react. */
export type Icon = LucideIcon;

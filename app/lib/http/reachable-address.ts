import ipaddr from "ipaddr.js";

/** Inside an organisation; only with an administrator's leave. */
const INTERNAL = ["private", "uniqueLocal", "carrierGradeNat", "loopback"];

/**
 * Whether the product may connect to an IP address: public ones, and `internal` ones where that was allowed. Link-local
 * ones (a cloud's metadata service), unspecified, multicast and reserved ones never; an IPv4 address written as IPv6
 * counts as what it is, one wrapped for translation or a tunnel is refused.
 */
export function mayReach(address: string, internal: boolean): boolean {
  if (!ipaddr.isValid(address)) return false;
  const range = ipaddr.process(address).range();
  return range === "unicast" || (internal && INTERNAL.includes(range));
}

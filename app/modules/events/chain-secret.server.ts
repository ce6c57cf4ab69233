/** The chain's key: `CHAIN_SECRET`, put into the environment at the start (given, or kept under DATA_DIR/secrets). */
export function chainSecret(): string {
  const secret = process.env.CHAIN_SECRET;
  if (!secret) throw new Error("CHAIN_SECRET is not set");
  return secret;
}

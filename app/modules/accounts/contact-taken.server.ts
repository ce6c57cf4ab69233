import { isUniqueViolation } from "#app/lib/db.server.ts";
import { invalid } from "#app/lib/errors.ts";

/** Two accounts can't share an address or a number; says which one it is. */
export async function takenIsRefused<T>(input: { email?: string }, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    // Not its message: that quotes the source around the call.
    const constraint = JSON.stringify((error as { meta?: unknown }).meta ?? "");
    throw invalid("contact_taken", input.email && !/phone/i.test(constraint) ? "email" : "phone");
  }
}

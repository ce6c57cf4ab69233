/** What a message key says in the reader's language; text that is no key stays as it is. */
export type Say = (message: string, values?: Record<string, string | number>) => string;
/** Finds the reader's language; given by the business, which knows people and words. */
export type Explain = (request: Request) => Promise<Say>;

type Messages = Record<string, string[] | null | undefined>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Response);

const said = (messages: Messages, say: Say): Messages =>
  Object.fromEntries(
    Object.entries(messages).map(([field, keys]) => [field, Array.isArray(keys) ? keys.map((key) => say(key)) : keys]),
  );

function explained(answer: Record<string, unknown>, say: Say): Record<string, unknown> {
  const { result, errors } = answer;
  return {
    ...answer,
    ...(isRecord(result) && isRecord(result.error)
      ? { result: { ...result, error: said(result.error as Messages, say) } }
      : {}),
    ...(isRecord(errors) ? { errors: said(errors as Messages, say) } : {}),
  };
}

/**
 * Puts sentences in the place of message keys in what an action answers about a form (`result.error` of Conform's
 * reply, or `errors`). Done here so that no browser has to load the sentences of every refusal there is.
 */
export async function explainAnswer(answer: unknown, say: () => Promise<Say>): Promise<unknown> {
  if (!isRecord(answer)) return answer;
  if (answer.type !== "DataWithResponseInit")
    return "result" in answer || "errors" in answer ? explained(answer, await say()) : answer;
  if (!isRecord(answer.data)) return answer;
  return { ...answer, data: explained(answer.data, await say()) };
}

import { db, Prisma } from "./db.server.ts";

/** A query for a few rows, and what they mean. The rows come as JSON: days and moments are text, see `momentOf`. */
export type Question<Answer> = { sql: Prisma.Sql; read: (rows: never[]) => Answer };
type AnswerOf<Q> = Q extends Question<infer Answer> ? Answer : never;

/** A moment (in the database: UTC without a zone) out of JSON. */
export const momentOf = (text: string): Date => new Date(`${text}Z`);

/** Several small questions, whose rows none of the others need, in one statement. */
export async function askTogether<Questions extends Record<string, Question<unknown>>>(
  questions: Questions,
): Promise<{ [Name in keyof Questions]: AnswerOf<Questions[Name]> }> {
  const parts = Object.entries(questions).map(
    ([name, { sql }]) => Prisma.sql`${name}::text, (SELECT coalesce(json_agg(row_to_json(q)), '[]') FROM (${sql}) q)`,
  );
  const [found] = await db.$queryRaw<
    { rows: string }[]
  >`SELECT json_build_object(${Prisma.join(parts)})::text AS "rows"`;
  const rows = JSON.parse(found?.rows ?? "{}") as Record<string, never[]>;
  const answers = Object.entries(questions).map(([name, { read }]) => [name, read(rows[name] ?? [])]);
  return Object.fromEntries(answers) as { [Name in keyof Questions]: AnswerOf<Questions[Name]> };
}

/** One question alone. */
export const ask = async <Answer>(question: Question<Answer>): Promise<Answer> =>
  (await askTogether({ it: question })).it as Answer;

import { checkCodes } from '../gold.js';
import type { Gold } from '../gold.js';
import { ProblemError } from '../problems.js';
import { readGold } from '../read.js';
import type { AxisLexicon } from '../types.js';

const MOST_SHOWN = 20;

/**
 * Reads coded texts and checks their codes.
 * @param axes the axes that codes may be for
 * @throws {ProblemError} with the codes that are not in the codebook
 */
export async function codedTexts(file: string, axes: readonly AxisLexicon[]): Promise<Gold[]> {
  const gold = await readGold(file, ['relevant', ...axes.map(({ id }) => id)]);
  const problems = checkCodes(gold, new Map(axes.map(({ id, poles }) => [id, poles])), file);
  if (problems.length > 0) throw new ProblemError(problems.slice(0, MOST_SHOWN));
  return gold;
}

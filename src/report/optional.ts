import { ProblemError } from '../problems.js';

/**
 * Loads a package that only one format needs, so that an install can do without it.
 * @param format the format that needs it
 * @param name the package with its version, as `npm install` takes it
 * @throws {ProblemError} when it is not installed, with the command that installs it
 */
export async function optional<Module>(format: string, name: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    if ((error as NodeJS.ErrnoException | null)?.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new ProblemError([{ code: 'package', message: `the format ${format} needs the package ${name}, which is not installed`, remedy: `run npm install ${name}, or choose csv` }]);
  }
}

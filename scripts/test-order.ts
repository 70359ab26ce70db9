import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The order in which projects are told. Vitest's pool of browsers begins at once beside the first, so that is one of short
 * files; so is the last, for at the end nobody should wait for a single long one.
 */
const projects = ['server', 'server-thorough', 'postgres', 'e2e-thorough', 'e2e', 'widget', 'browser'];

/** Folders of what takes longest: begun first, whatever their size. */
const slow = [
  'killed-server',
  'chaos',
  'wordpress',
  'killed-setup',
  'npm-package',
  'start-and-stop',
  'command-line',
  'provisioning',
];

/**
 * One project after the other. A process that does not isolate its files goes on, with all that it has loaded, only if the
 * file that is next in line is of the same project; ordered by size alone, next to none is.
 */
export class TestOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}

function placeOf({ project, moduleId }: TestSpecification): number {
  const folder = slow.findIndex((name) => moduleId.includes(`/${name}/`));
  return projects.indexOf(project.name) * 100 + (folder < 0 ? slow.length : folder);
}

// Holds the promises of docs/delivery-guarantee.md against the specs that prove them. Pure.

export const guaranteesFolder = 'apps/e2e/src/guarantees';

export interface Guarantee {
  /** `G3`. */
  readonly id: string;
  /** File names of the specs that its section names. */
  readonly specs: readonly string[];
}

/** A guarantee is a heading `### G3: …`; its section ends at the next heading. */
export function guaranteesIn(text: string): readonly Guarantee[] {
  const sections = text.split(/^(?=#{1,6} )/m);
  return sections.flatMap((section) => {
    const id = /^### (G\d+):/.exec(section)?.[1];
    return id === undefined ? [] : [{ id, specs: specsIn(section) }];
  });
}

const specsIn = (section: string): readonly string[] =>
  Array.from(
    section.matchAll(new RegExp(`${guaranteesFolder}/([\\w.-]+\\.spec\\.ts)`, 'g')),
    ([, file = '']) => file,
  );

/** What is wrong, one line each; `files` are the names of the specs that exist. */
export const guaranteeFaults = (
  guarantees: readonly Guarantee[],
  files: readonly string[],
): readonly string[] => [
  ...misnumbered(guarantees),
  ...guarantees.flatMap((guarantee) => unproved(guarantee, files)),
  ...files
    .filter((file) => !guarantees.some(({ specs }) => specs.includes(file)))
    .map((file) => `${file}: promised nowhere`),
];

function misnumbered(guarantees: readonly Guarantee[]): readonly string[] {
  if (guarantees.length === 0) return ['nothing is promised'];
  return guarantees.flatMap(({ id }, index) =>
    id === `G${index + 1}` ? [] : [`${id}: expected G${index + 1} here`],
  );
}

function unproved({ id, specs }: Guarantee, files: readonly string[]): readonly string[] {
  if (specs.length === 0) return [`${id}: names no spec`];
  return specs.flatMap((spec) => {
    if (!spec.startsWith(`${id.toLowerCase()}-`)) return [`${id}: names ${spec}, which is not its own`];
    return files.includes(spec) ? [] : [`${id}: ${spec} does not exist`];
  });
}

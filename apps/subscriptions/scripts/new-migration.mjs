// `npm run db:new -- <name>`: an empty migration with the time in its name, added to the list of all migrations.
import { readdirSync, writeFileSync } from 'node:fs';

const folder = new URL('../src/database/migrations/', import.meta.url);
const name = process.argv[2] ?? '';
if (!/^[a-z][a-z0-9-]{0,60}$/.test(name)) {
  console.error('Give the migration a name in kebab-case: npm run db:new -- add-connections');
  process.exit(1);
}

const file = `${Date.now()}-${name}.ts`;
writeFileSync(new URL(file, folder), emptyMigration(classOf(file)), { flag: 'wx' });
writeFileSync(
  new URL('index.ts', folder),
  listOf(readdirSync(folder).filter((entry) => /^\d+-.*\.ts$/.test(entry))),
);
console.log(`Made ${new URL(file, folder).pathname}`);

/** `1763900000000-add-connections.ts` → `AddConnections1763900000000`, as TypeORM wants it. */
function classOf(migrationFile) {
  const [, time, words] = /^(\d+)-(.*)\.ts$/.exec(migrationFile);
  const capitals = words.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return capitals.join('') + time;
}

function emptyMigration(className) {
  return `// What this migration does, and why.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ${className} implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(\`\`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(\`\`);
  }
}
`;
}

function listOf(files) {
  const sorted = files.toSorted();
  const imports = sorted.map(
    (entry) => `import { ${classOf(entry)} } from './${entry.replace(/ts$/, 'js')}';\n`,
  );
  return `// Every migration, oldest first. \`npm run db:new\` adds to it.
${imports.join('')}
export const migrations = [${sorted.map(classOf).join(', ')}];
`;
}

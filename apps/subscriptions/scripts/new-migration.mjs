// `npm run db:new -- add-rate-limit`: makes an empty migration and adds it to the list. It writes no SQL.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', 'src', 'database', 'migrations');
const [name] = process.argv.slice(2);
if (name === undefined || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
  console.error('Name the migration in kebab case: npm run db:new -- add-rate-limit');
  process.exit(64);
}

const className = (file) => {
  const [, timestamp, words] = /^(\d+)-(.+)\.ts$/.exec(file);
  const pascal = words.replaceAll(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());
  return `${pascal}${timestamp}`;
};

const file = `${Date.now()}-${name}.ts`;
writeFileSync(
  join(folder, file),
  `import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ${className(file)} implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(\`\`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(\`\`);
  }
}
`,
);

const files = readdirSync(folder)
  .filter((entry) => /^\d+-.+\.ts$/.test(entry))
  .toSorted();
writeFileSync(
  join(folder, 'index.ts'),
  `// Every migration, oldest first. \`npm run db:new\` writes this list.
${files.map((entry) => `import { ${className(entry)} } from './${entry.replace(/ts$/, 'js')}';`).join('\n')}

export const migrations = [${files.map(className).join(', ')}];
`,
);
console.log(
  `Made ${join('apps/subscriptions/src/database/migrations', file)}; write what it does and how to undo it.`,
);

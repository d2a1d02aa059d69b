// `npm run doctor`: whether this machine has what the local stack and the tests need, and what to do when it has not.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { arch, platform } from 'node:os';
import { isBuilt } from './build.mjs';
import { packagesAreCurrent } from './packages.mjs';
import { root, satisfies, wantedNode } from './require-node.mjs';

export const usualPorts = [9092, 9093, 5432, 4000, 4001, 4010, 4011, 4020, 4030];
const postgresPlatforms = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64'];

/** Prints one line for each finding; 1 when something that is needed is missing. */
export async function doctor() {
  const findings = [node(), npm(), java(), maven(), postgres(), jars(), packages(), build(), await ports()];
  for (const { sign, text } of findings) console.log(`${sign} ${text}`);
  const missing = findings.filter(({ sign }) => sign === '✖').length;
  console.log(missing === 0 ? '\nReady for npm start and npm test.' : `\n${missing} missing: see ✖ above.`);
  return missing === 0 ? 0 : 1;
}

const good = (text) => ({ sign: '✔', text });
const note = (text) => ({ sign: '•', text });
const bad = (text) => ({ sign: '✖', text });

/** What a program prints; `undefined` when it is not installed or fails. Java tells its version on stderr. */
function output(command, ...args) {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], shell: false });
  } catch {
    return undefined;
  }
}

function node() {
  const { node: version } = process.versions;
  return satisfies(version, wantedNode)
    ? good(`Node ${version}`)
    : bad(`Node ${version}: Posthorn needs ${wantedNode}. Install one of these, such as the current LTS.`);
}

function npm() {
  const version = output('npm', '--version')?.trim();
  return version ? good(`npm ${version}`) : bad('npm is not installed; it comes with Node.');
}

function java() {
  const program = process.env.JAVA_HOME ? `${process.env.JAVA_HOME}/bin/java` : 'java';
  const version = /^openjdk (\d+)|^java (\d+)/.exec(output(program, '--version') ?? '');
  const major = Number(version?.[1] ?? version?.[2] ?? 0);
  if (major >= 17) return good(`Java ${major}`);
  const found = major === 0 ? 'Java is not installed' : `Java ${major} is too old`;
  return needed(
    'KAFKA_BROKERS',
    `${found}; the Kafka broker needs 17. Debian: apt-get install openjdk-17-jre-headless`,
  );
}

function maven() {
  const version = /Apache Maven ([\d.]+)/.exec(output('mvn', '--version') ?? '')?.[1];
  if (version) return good(`Maven ${version}`);
  return needed(
    'KAFKA_BROKERS',
    'Maven (mvn) is not installed; it copies the Kafka broker. Debian: apt-get install maven',
  );
}

function postgres() {
  const name = `${platform()}-${arch()}`;
  if (postgresPlatforms.includes(name)) return good(`Postgres 18 for ${name} comes with the packages`);
  return needed('DATABASE_URL', `There is no Postgres 18 for ${name} among the packages`);
}

/** The tests start servers of their own in any case; npm start can do with those that the environment names. */
function needed(variable, text) {
  if (process.env[variable])
    return note(`${text} (npm start does without, since ${variable} is set; npm test does not)`);
  return bad(`${text}, or set ${variable} for npm start.`);
}

const jars = () =>
  existsSync(new URL('.posthorn/kafka-4.2.0', root))
    ? good('Kafka 4.2.0 is in .posthorn')
    : note('Kafka 4.2.0 will be copied from Maven Central (43 MB) at the first start');

const packages = () =>
  packagesAreCurrent()
    ? good('packages are installed')
    : note('packages will be installed at the first start (npm ci)');

const build = () => (isBuilt() ? good('built') : note('will be built at the first start'));

async function ports() {
  const free = await Promise.all(usualPorts.map(isFree));
  const taken = usualPorts.filter((_, index) => !free[index]);
  if (taken.length === 0) return good(`ports ${usualPorts.join(', ')} are free`);
  return note(`ports ${taken.join(', ')} are taken; npm start chooses others and says which`);
}

const isFree = (port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1' }, () => server.close(() => resolve(true)));
  });

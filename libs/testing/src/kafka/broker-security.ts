// A second listener for a broker, as production has one: TLS, SASL, and nothing allowed that no ACL allows. The plain
// listener stays beside it, and whoever comes through it may do everything: that is how a test makes its ACLs.
import { execFile } from 'node:child_process';
import { access, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface BrokerSecurity {
  /** Where TLS and SASL are spoken. */
  readonly port: number;
  /** Passwords by user name; each user may come with PLAIN and with both SCRAM mechanisms. */
  readonly users: Readonly<Record<string, string>>;
}

export interface BrokerIdentity {
  /** PKCS #12, with the key and the certificate. */
  readonly keystoreFile: string;
  /** PEM of the certificate, which vouches for itself. */
  readonly certificateFile: string;
}

const run = promisify(execFile);
const keystorePassword = 'posthorn-testing';
const scramMechanisms = ['SCRAM-SHA-256', 'SCRAM-SHA-512'] as const;
const loginModules = 'org.apache.kafka.common.security';

/** The broker's key and certificate for 127.0.0.1, made by Java's keytool when they are absent. */
export async function brokerIdentity(folder: string): Promise<BrokerIdentity> {
  const keystoreFile = join(folder, 'broker.p12');
  const certificateFile = join(folder, 'broker.pem');
  const exists = await access(certificateFile).then(
    () => true,
    () => false,
  );
  if (!exists) {
    await mkdir(folder, { recursive: true });
    const store = ['-keystore', keystoreFile, '-storepass', keystorePassword, '-alias', 'broker'];
    const subject = ['-dname', 'CN=127.0.0.1', '-ext', 'SAN=ip:127.0.0.1'];
    await run('keytool', ['-genkeypair', '-keyalg', 'EC', '-storetype', 'PKCS12', ...subject, ...store]);
    await run('keytool', ['-exportcert', '-rfc', '-file', certificateFile, ...store]);
  }
  return { keystoreFile, certificateFile };
}

/** PEM of the certificate, for clients that are to trust the broker. */
export const brokerCertificate = async (folder: string): Promise<string> =>
  readFile((await brokerIdentity(folder)).certificateFile, 'utf8');

/** Settings of the listener `SECURE`; the listener itself is declared with the others. */
export function securitySettings(
  { users }: BrokerSecurity,
  identity: BrokerIdentity,
): Record<string, string> {
  const plainUsers = Object.entries(users).map(([name, password]) => `user_${name}="${password}"`);
  const secure = (setting: string): string => `listener.name.secure.${setting}`;
  return {
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': 'User:ANONYMOUS',
    'allow.everyone.if.no.acl.found': 'false',
    [secure('ssl.keystore.type')]: 'PKCS12',
    [secure('ssl.keystore.location')]: identity.keystoreFile,
    [secure('ssl.keystore.password')]: keystorePassword,
    [secure('ssl.key.password')]: keystorePassword,
    [secure('sasl.enabled.mechanisms')]: ['PLAIN', ...scramMechanisms].join(','),
    [secure('plain.sasl.jaas.config')]:
      `${loginModules}.plain.PlainLoginModule required ${plainUsers.join(' ')};`,
    ...Object.fromEntries(
      scramMechanisms.map((mechanism) => [
        secure(`${mechanism.toLowerCase()}.sasl.jaas.config`),
        `${loginModules}.scram.ScramLoginModule required;`,
      ]),
    ),
  };
}

/** Arguments for formatting a broker's storage, which keeps the users of SCRAM. */
export const scramArguments = ({ users }: BrokerSecurity): readonly string[] =>
  Object.entries(users).flatMap(([name, password]) =>
    scramMechanisms.flatMap((mechanism) => [
      '--add-scram',
      `${mechanism}=[name=${name},password=${password}]`,
    ]),
  );

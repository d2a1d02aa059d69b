/** Something that must be installed is not; `message` says what, and the way out. */
export class PrerequisiteError extends Error {
  override readonly name = 'PrerequisiteError';

  constructor(
    readonly code:
      'java_missing' | 'maven_missing' | 'maven_failed' | 'postgres_unsupported' | 'postgres_user',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

// A decoded gRPC message as REST's body has it.

/** Without what the decoder adds, whose names begin with `_`: which optional fields are there. */
export const givenFields = (message: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(message).filter(([name, value]) => !name.startsWith('_') && value !== undefined),
  );

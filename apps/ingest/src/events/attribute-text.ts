// Text that becomes a record's header or key: bounded, and nothing that cannot be printed.
import { z } from 'zod';

export const attributeBytesMax = 256;

const advice = `Give text of 1 to ${attributeBytesMax} bytes without control characters`;
/** Control characters, and halves of surrogate pairs, which UTF-8 cannot hold. */
const unprintable = /[\p{Cc}\p{Cs}]/u;

export const attributeText = z
  .string({ error: advice })
  .min(1, { error: advice })
  .max(attributeBytesMax, { error: advice })
  .refine((text) => Buffer.byteLength(text) <= attributeBytesMax && !unprintable.test(text), {
    error: advice,
  });

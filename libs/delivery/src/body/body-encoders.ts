// The encoder of each body format that a subscription can have.
import type { BodyFormat } from '@posthorn/contracts';
import { formEncoder } from '../form/encode-form.js';
import { jsonEncoder } from '../json/encode-json.js';
import type { BodyEncoder } from './body-encoder.js';

export const bodyEncoders: Readonly<Record<BodyFormat, BodyEncoder>> = {
  form: formEncoder,
  json: jsonEncoder,
};

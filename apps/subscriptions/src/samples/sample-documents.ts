// The request and the answer about samples, as the OpenAPI document has them.
import { createZodDto } from 'nestjs-zod';
import { sampleSchema, sendSampleSchema } from './sample-requests.js';

export class SendSampleBody extends createZodDto(sendSampleSchema) {}
export class SampleAnswer extends createZodDto(sampleSchema) {}

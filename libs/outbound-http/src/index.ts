export type { AnswerHeaders } from './attempt/answer.js';
export { attemptRecord, joinedHeaders, type MadeAttempt } from './attempt/attempt-record.js';
export type { AttemptStage, PostRequest, PostResult } from './attempt/post-result.js';
export { createOutbound, type Outbound, type OutboundStats } from './outbound.js';
export { defaultOutboundSettings, type OutboundSettings } from './outbound-settings.js';
export {
  checkTargetUrl,
  targetUrlCharactersMax,
  type CheckedTarget,
  type RefusedTarget,
  type TargetUrlFault,
} from './target/check-target-url.js';
export { productionTargetPolicy, type TargetPolicy } from './target/target-policy.js';

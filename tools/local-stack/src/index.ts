export * from './stack/isolated-environment.js';
export * from './services/service.js';
export * from './services/service-names.js';
export * from './servers/ports.js';
export * from './stack/local-stack.js';
export * from './stack/stack-file.js';
export * from './stack/start-stack.js';
export * from './stack/describe-stack.js';

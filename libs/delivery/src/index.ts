export * from './form/encode-form.js';
export * from './outcome/classify-status.js';
export * from './outcome/outcome.js';

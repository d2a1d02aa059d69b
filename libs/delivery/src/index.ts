export * from './form/encode-form.js';

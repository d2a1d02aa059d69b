// The sign-up form that a contact used; absent when there was none.
import { z } from 'zod';
import { id } from '../data-values.js';
import { optional } from '../form-builders.js';

export const signUpForm = z.strictObject({ id });

export const signUpFormSample = { id: '3' };

export const signUpFormForm = optional('form.id');

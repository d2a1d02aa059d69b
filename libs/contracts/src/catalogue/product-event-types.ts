// Event types about products. The codes are Posthorn's.
import { z } from 'zod';
import { product, productForm, productSample } from './blocks/product.js';
import { id } from './data-values.js';
import { enterprisePlans } from './default-plans.js';
import { eventTypesOf, type EventType } from './event-type.js';

const productEvent = eventTypesOf({
  objectType: 'product',
  kind: 'ecommerce',
  plans: enterprisePlans,
  subjectFrom: ['product', 'id'],
  envelope: 'without_list',
});

const told = {
  schema: z.strictObject({ product }),
  sample: { product: productSample },
  form: productForm,
};

/** Of what is deleted a producer need not know more than the id. */
const deletedSchema = z.strictObject({ product: product.partial().extend({ id }) });

export const productEventTypes: readonly EventType[] = [
  productEvent({ code: 'product_created', label: 'Product created', ...told }),
  productEvent({ code: 'product_updated', label: 'Product updated', ...told }),
  productEvent({ code: 'product_deleted', label: 'Product deleted', ...told, schema: deletedSchema }),
];

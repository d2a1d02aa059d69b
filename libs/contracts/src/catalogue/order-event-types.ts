// Event types about orders. The codes are Posthorn's.
import { z } from 'zod';
import { order, orderForm, orderSample } from './blocks/order.js';
import { id } from './data-values.js';
import { enterprisePlans } from './default-plans.js';
import { eventTypesOf, type EventType } from './event-type.js';

const orderEvent = eventTypesOf({
  objectType: 'order',
  kind: 'ecommerce',
  plans: enterprisePlans,
  subjectFrom: ['order', 'id'],
  envelope: 'without_list',
});

const told = {
  schema: z.strictObject({ order }),
  sample: { order: orderSample },
  form: orderForm,
};

/** Of what is deleted a producer need not know more than the id. */
const deletedSchema = z.strictObject({ order: order.partial().extend({ id }) });

export const orderEventTypes: readonly EventType[] = [
  orderEvent({ code: 'order_created', label: 'Order created', ...told }),
  orderEvent({ code: 'order_updated', label: 'Order updated', ...told }),
  orderEvent({ code: 'order_deleted', label: 'Order deleted', ...told, schema: deletedSchema }),
];

// Which plans have an event type unless the installation says otherwise; see `plansOf`.
import type { Plan } from '../registry/registry-record.js';

export const everyPlan: readonly Plan[] = ['sales', 'marketing', 'sales_enterprise', 'marketing_enterprise'];
export const salesPlans: readonly Plan[] = ['sales', 'sales_enterprise'];
export const enterprisePlans: readonly Plan[] = ['sales_enterprise', 'marketing_enterprise'];

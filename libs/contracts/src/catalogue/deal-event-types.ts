// Event types about deals and their pipelines; only the sales plans have them. Keys and their order:
// ActiveCampaign's captured bodies, then its documentation.
import { z } from 'zod';
import { changes, dealChangesSample, updatedFieldsForm } from './blocks/changes.js';
import { contactForm } from './blocks/contact.js';
import { deal, dealForm, dealSample } from './blocks/deal.js';
import {
  completedTask,
  completedTaskForm,
  completedTaskSample,
  task,
  taskForm,
  taskSample,
} from './blocks/task.js';
import { id, text, titled } from './data-values.js';
import { salesPlans } from './default-plans.js';
import { eventTypesOf, type EventType, type EventTypeFamily } from './event-type.js';
import { value } from './form-builders.js';

const family: EventTypeFamily = {
  objectType: 'deal',
  kind: 'standard',
  plans: salesPlans,
  subjectFrom: ['deal', 'id'],
  envelope: 'with_list',
};
const dealEvent = eventTypesOf(family);
const settingsEvent = (object: string) => eventTypesOf({ ...family, subjectFrom: [object, 'id'] });

/** `contact[…]` and `orgname` of a deal event: the deal's primary contact. */
const dealContactForm = [...contactForm('deal.contact'), value('orgname', 'deal.contact.company.name')];

const dealAdd = dealEvent({
  code: 'deal_add',
  label: 'Deal added',
  schema: z.strictObject({ deal }),
  sample: { deal: dealSample },
  form: [...dealForm, ...dealContactForm],
});

const dealUpdate = dealEvent({
  code: 'deal_update',
  label: 'Deal updated',
  schema: z.strictObject({ deal, changes }),
  sample: { deal: dealSample, changes: dealChangesSample },
  form: [...dealForm, ...updatedFieldsForm],
});

const dealNoteAdd = dealEvent({
  code: 'deal_note_add',
  label: 'Deal note added',
  schema: z.strictObject({ deal, note: z.strictObject({ id, text }) }),
  sample: { deal: dealSample, note: { id: '21', text: 'Wants it in brass.' } },
  form: [...dealForm, value('note.id'), value('note.text')],
});

const dealPipelineAdd = settingsEvent('pipeline')({
  code: 'deal_pipeline_add',
  label: 'Pipeline added',
  schema: z.strictObject({ pipeline: titled }),
  sample: { pipeline: { id: '2', title: 'Renewals' } },
  form: [value('pipeline.id'), value('pipeline.title')],
});

const dealStageAdd = settingsEvent('stage')({
  code: 'deal_stage_add',
  label: 'Stage added',
  schema: z.strictObject({ stage: titled.extend({ color: text.optional().describe('Hexadecimal RGB.') }) }),
  sample: { stage: { id: '9', title: 'Negotiation', color: '18D6F8' } },
  form: [value('stage.id'), value('stage.title'), value('stage.color')],
});

const dealTaskAdd = dealEvent({
  code: 'deal_task_add',
  label: 'Deal task added',
  schema: z.strictObject({ deal, task }),
  sample: { deal: dealSample, task: taskSample },
  form: [...dealForm, ...dealContactForm, ...taskForm],
});

const dealTaskComplete = dealEvent({
  code: 'deal_task_complete',
  label: 'Deal task completed',
  schema: z.strictObject({ deal, task: completedTask }),
  sample: { deal: dealSample, task: completedTaskSample },
  form: [...dealForm, ...dealContactForm, ...completedTaskForm],
});

const dealTasktypeAdd = settingsEvent('task_type')({
  code: 'deal_tasktype_add',
  label: 'Deal task type added',
  schema: z.strictObject({ task_type: titled }),
  sample: { task_type: { id: '4', title: 'Demonstration' } },
  form: [value('tasktype.id', 'task_type.id'), value('tasktype.title', 'task_type.title')],
});

export const dealEventTypes: readonly EventType[] = [
  dealAdd,
  dealUpdate,
  dealNoteAdd,
  dealPipelineAdd,
  dealStageAdd,
  dealTaskAdd,
  dealTaskComplete,
  dealTasktypeAdd,
];

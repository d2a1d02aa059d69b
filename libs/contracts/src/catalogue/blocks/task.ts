// A task on a deal or a contact.
import { z } from 'zod';
import { id, text, time, titled } from '../data-values.js';
import { time as timeForm, value } from '../form-builders.js';

export const task = z.strictObject({
  id,
  type: titled,
  title: text.optional(),
  note: text.optional(),
  due_date: time,
  end_date: time.optional(),
});

export const completedTask = task.extend({ done_date: time });

export const taskSample = {
  id: '94',
  type: { id: '1', title: 'Call' },
  title: 'Call Ada',
  note: 'Ask about the punched cards.',
  due_date: '2026-07-20T11:00:00-05:00',
  end_date: '2026-07-20T11:15:00-05:00',
};

export const completedTaskSample = { ...taskSample, done_date: '2026-07-20T11:09:30-05:00' };

export const taskForm = [
  value('task.id'),
  value('task.type_id', 'task.type.id'),
  value('task.type_title', 'task.type.title'),
  value('task.title'),
  value('task.note'),
  ...timeForm('task.duedate', 'task.due_date'),
  ...timeForm('task.edate', 'task.end_date'),
];

export const completedTaskForm = [...taskForm, ...timeForm('task.donedate', 'task.done_date')];

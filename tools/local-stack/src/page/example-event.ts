/** An event in few words, for commands that a person pastes: type `subscribe`, the rest is filled in. */
export const exampleEvent = {
  type: 'subscribe',
  subject: '42',
  data: { contact: { id: '42', email: 'jane@example.com', first_name: 'Jane' } },
} as const;

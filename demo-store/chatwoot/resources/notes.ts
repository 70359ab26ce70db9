import type { Chatwoot } from '../chatwoot.ts';
import { invalid } from '../http/failures.ts';
import { findById } from '../state/find.ts';
import type { ContactRow, NoteRow, UserRow } from '../state/rows.ts';
import { nextId } from '../state/state.ts';
import { epoch, now } from '../state/times.ts';
import { agentView } from '../views/user-views.ts';

export function addNote({ state }: Chatwoot, contact: ContactRow, author: UserRow, content: string): NoteRow {
  if (content === '') throw invalid({ attribute: 'content', message: "Content can't be blank" });
  const note: NoteRow = {
    id: nextId(state, 'notes'),
    account_id: contact.account_id,
    contact_id: contact.id,
    user_id: author.id,
    content,
    created_at: now(),
  };
  state.notes.push(note);
  return note;
}

/** Seen live: account and contact of a note are not shown, their keys are. */
export function noteView(chatwoot: Chatwoot, note: NoteRow) {
  const author = findById(chatwoot.state.users, note.user_id);
  return {
    id: note.id,
    content: note.content,
    account_id: null,
    contact_id: null,
    user: agentView(chatwoot, author, note.account_id),
    created_at: epoch(note.created_at),
    updated_at: epoch(note.created_at),
  };
}

import { Hono } from 'hono';
import { typing } from '../cable/events.ts';
import type { Chatwoot } from '../chatwoot.ts';
import { head, json } from '../http/answers.ts';
import { refused } from '../http/failures.ts';
import { bool, filledText, int } from '../http/params.ts';
import { saveContact } from '../resources/contacts.ts';
import { changeStatus, statusOf, toggled } from '../resources/conversation-status.ts';
import { assign, saveConversation } from '../resources/conversations.ts';
import { addActivity } from '../resources/messages.ts';
import { teamRowView } from '../resources/teams.ts';
import { contactOf, membershipOf } from '../state/find.ts';
import { fromEpoch } from '../state/times.ts';
import { agentView } from '../views/user-views.ts';
import type { ApplicationEnv } from './caller.ts';
import { conversationInPath } from './find-conversation.ts';

/** `/conversations/:conversation_id/…`: what agents do with a conversation. */
export function conversationActionRoutes(chatwoot: Chatwoot): Hono<ApplicationEnv> {
  const { state } = chatwoot;
  const app = new Hono<ApplicationEnv>();

  app.post('/toggle_status', (c) => {
    const conversation = conversationInPath(chatwoot, c);
    const { params, caller } = c.var;
    const status = params.status === undefined ? toggled(conversation.status) : statusOf(params.status);
    const snoozedUntil = int(params.snoozed_until);
    const until = snoozedUntil === undefined ? null : fromEpoch(snoozedUntil);
    changeStatus(chatwoot, conversation, status, caller.user, until);
    // T25: an agent (not an administrator) who opens a conversation has it.
    if (status === 'open' && !caller.isAdministrator) assign(chatwoot, conversation, caller.user, caller.user);
    chatwoot.changed();
    const { display_id, snoozed_until } = conversation;
    return json({ payload: { success: true, conversation_id: display_id, current_status: status, snoozed_until } });
  });

  app.post('/toggle_typing_status', (c) => {
    const { typing_status, is_private } = c.var.params;
    const isOn = typing_status === 'on';
    typing(chatwoot, conversationInPath(chatwoot, c), isOn, bool(is_private) ?? false, c.var.caller.user);
    return head();
  });

  // Both ids given: the team is ignored. The answer is whoever has it now, or null (T52).
  app.post('/assignments', (c) => {
    const conversation = conversationInPath(chatwoot, c);
    const { params, caller } = c.var;
    if ('assignee_id' in params) {
      const user = state.users.find((row) => row.id === int(params.assignee_id));
      const assignee = user && membershipOf(chatwoot, caller.account, user) ? user : undefined;
      assign(chatwoot, conversation, assignee, caller.user);
      chatwoot.changed();
      return json(assignee === undefined ? null : agentView(chatwoot, assignee, caller.account.id));
    }
    const team = state.teams.find((row) => row.id === int(params.team_id) && row.account_id === caller.account.id);
    saveConversation(chatwoot, conversation, { team_id: team?.id ?? null });
    if (team !== undefined) addActivity(chatwoot, conversation, `Assigned to ${team.name} by ${caller.user.name}`);
    chatwoot.changed();
    return json(team === undefined ? null : teamRowView(team));
  });

  // Muting blocks the contact and resolves; from then on nothing opens it but an agent (rule 44).
  app.post('/mute', (c) => {
    const conversation = conversationInPath(chatwoot, c);
    const { user } = c.var.caller;
    saveContact(chatwoot, contactOf(chatwoot, conversation), { blocked: true });
    changeStatus(chatwoot, conversation, 'resolved', user);
    addActivity(chatwoot, conversation, `${user.name} has muted the conversation`);
    chatwoot.changed();
    return head();
  });
  app.post('/unmute', (c) => {
    const conversation = conversationInPath(chatwoot, c);
    saveContact(chatwoot, contactOf(chatwoot, conversation), { blocked: false });
    addActivity(chatwoot, conversation, `${c.var.caller.user.name} has unmuted the conversation`);
    chatwoot.changed();
    return head();
  });

  // Chatwoot mails the conversation; the stand-in sends no mail.
  app.post('/transcript', (c) => {
    conversationInPath(chatwoot, c);
    if (filledText(c.var.params.email) === undefined) throw refused(422, 'email param missing');
    return head();
  });
  return app;
}

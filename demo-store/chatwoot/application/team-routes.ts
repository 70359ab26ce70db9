import { Hono } from 'hono';
import type { Chatwoot } from '../chatwoot.ts';
import { head, json } from '../http/answers.ts';
import { int, ints } from '../http/params.ts';
import { underRootKey } from '../http/with-params.ts';
import { addTeamMembers, createTeam, teamView } from '../resources/teams.ts';
import { findById, findInAccount } from '../state/find.ts';
import type { TeamRow } from '../state/rows.ts';
import { removeWhere } from '../state/state.ts';
import { agentView } from '../views/user-views.ts';
import { type ApplicationEnv, administratorOnly, type Caller } from './caller.ts';

export function teamRoutes(chatwoot: Chatwoot): Hono<ApplicationEnv> {
  const { state } = chatwoot;
  const app = new Hono<ApplicationEnv>();
  const find = ({ account }: Caller, id: string) => findInAccount(state.teams, account.id, int(id));

  app.get('/', (c) => {
    const { account, user } = c.var.caller;
    return json(state.teams.filter((team) => team.account_id === account.id).map((team) => teamView(team, user)));
  });
  app.get('/:id', (c) => json(teamView(find(c.var.caller, c.req.param('id')), c.var.caller.user)));
  app.post('/', administratorOnly, (c) => {
    const team = createTeam(chatwoot, c.var.caller.account, underRootKey('team', c.var));
    chatwoot.changed();
    return json(teamView(team, c.var.caller.user));
  });
  app.delete('/:id', administratorOnly, (c) => {
    const team = find(c.var.caller, c.req.param('id'));
    removeWhere(state.teams, (row) => row === team);
    for (const conversation of state.conversations) if (conversation.team_id === team.id) conversation.team_id = null;
    chatwoot.changed();
    return head();
  });

  const members = (team: TeamRow) =>
    team.member_ids.map((id) => agentView(chatwoot, findById(state.users, id), team.account_id));
  app.get('/:id/team_members', (c) => json(members(find(c.var.caller, c.req.param('id')))));
  app.post('/:id/team_members', administratorOnly, (c) => {
    const team = find(c.var.caller, c.req.param('id'));
    addTeamMembers(chatwoot, team, ints(c.var.params.user_ids));
    chatwoot.changed();
    return json(members(team));
  });
  return app;
}

import { Hono } from 'hono';

type NotOffered = {
  paths: string[];
  /** All of them unless said. */
  methods?: string[];
  /** The rule of the contract dossier that a stand-in with this would have to follow. */
  rule: string;
  what: string;
};

/**
 * Routes that Chatwoot has and this stand-in does not: they answer 501 and name the rule that is missing. What is in no
 * list at all is unknown to Chatwoot too, and gets its 404 page.
 */
const notOffered: NotOffered[] = [
  {
    what: 'agent bots',
    rule: '27, 54-58',
    paths: [
      '/platform/api/v1/agent_bots/*',
      ...account('agent_bots/*', 'inboxes/:id/set_agent_bot', 'inboxes/:id/agent_bot'),
    ],
  },
  { what: 'dashboard apps', rule: '45', paths: account('dashboard_apps/*') },
  { what: 'automation rules and macros', rule: '60', paths: account('automation_rules/*', 'macros/*') },
  {
    what: 'satisfaction surveys',
    rule: '29',
    paths: [...account('csat_survey_responses/*'), '/public/api/v1/csat_survey/*'],
  },
  { what: 'reports', rule: '29', paths: ['/api/v2/*'] },
  {
    what: 'uploads',
    rule: '28',
    paths: ['/api/v1/widget/direct_uploads', '/rails/active_storage/*', ...account('upload')],
  },
  { what: 'signing up', rule: '63', methods: ['POST'], paths: ['/api/v1/accounts'] },
  { what: 'passwords by mail', rule: '63', paths: ['/auth/password', '/resend_confirmation'] },
  { what: 'the super administrator', rule: '22', paths: ['/super_admin/*'] },
  {
    what: 'e-mail channel migrations',
    rule: '22',
    paths: ['/platform/api/v1/accounts/:id/email_channel_migrations'],
  },
  {
    what: 'changing agents and who is in a team',
    rule: '29',
    methods: ['PATCH', 'PUT', 'DELETE'],
    paths: account('agents/:id', 'teams/:id/team_members'),
  },
  { what: 'changing teams', rule: '61', methods: ['PATCH', 'PUT'], paths: account('teams/:id') },
  {
    what: 'this part of the agents’ dashboard',
    rule: '30',
    paths: account(
      'assignable_agents',
      'audit_logs',
      'bulk_actions',
      'callbacks/*',
      'campaigns/*',
      'canned_responses/*',
      'companies/*',
      'contacts/active',
      'contacts/export',
      'contacts/import',
      'contacts/:id/avatar',
      'conversations/:id/draft_messages',
      'conversations/:id/participants',
      'conversations/:id/unread',
      'custom_filters/*',
      'custom_roles/*',
      'inboxes/:id/assignable_agents',
      'inboxes/:id/avatar',
      'inboxes/:id/campaigns',
      'integrations/*',
      'notifications/*',
      'portals/*',
      'search/*',
      'sla_policies/*',
    ),
  },
];

function account(...paths: string[]): string[] {
  return paths.map((path) => `/api/v1/accounts/:account_id/${path}`);
}

export function notOfferedRoutes(): Hono {
  const app = new Hono();
  for (const { paths, methods, rule, what } of notOffered) {
    const error = `The Chatwoot stand-in does not offer ${what} (rule ${rule} of the contract).`;
    for (const path of paths) app.on(methods ?? allMethods, path, (c) => c.json({ error }, 501));
  }
  return app;
}

const allMethods = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'];

import { Hono } from 'hono';
import type { Chatwoot } from '../chatwoot.ts';
import { head, json } from '../http/answers.ts';
import { int } from '../http/params.ts';
import { underRootKey } from '../http/with-params.ts';
import { createLabel, labelView, updateLabel } from '../resources/labels.ts';
import { findInAccount } from '../state/find.ts';
import { removeWhere } from '../state/state.ts';
import { type ApplicationEnv, administratorOnly, type Caller } from './caller.ts';

export function labelRoutes(chatwoot: Chatwoot): Hono<ApplicationEnv> {
  const { labels } = chatwoot.state;
  const app = new Hono<ApplicationEnv>();
  const find = ({ account }: Caller, id: string) => findInAccount(labels, account.id, int(id));

  app.get('/', (c) => {
    const rows = labels.filter((label) => label.account_id === c.var.caller.account.id);
    return json({ payload: rows.toSorted((a, b) => a.title.localeCompare(b.title)).map(labelView) });
  });
  app.get('/:id', administratorOnly, (c) => json(labelView(find(c.var.caller, c.req.param('id')))));
  app.post('/', administratorOnly, (c) => {
    const label = createLabel(chatwoot, c.var.caller.account, underRootKey('label', c.var));
    chatwoot.changed();
    return json(labelView(label));
  });
  app.on(['PATCH', 'PUT'], '/:id', administratorOnly, (c) => {
    const label = find(c.var.caller, c.req.param('id'));
    updateLabel(chatwoot, c.var.caller.account, label, underRootKey('label', c.var));
    chatwoot.changed();
    return json(labelView(label));
  });
  app.delete('/:id', administratorOnly, (c) => {
    const label = find(c.var.caller, c.req.param('id'));
    removeWhere(labels, (row) => row === label);
    chatwoot.changed();
    return head();
  });
  return app;
}

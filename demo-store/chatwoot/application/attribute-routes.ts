import { Hono } from 'hono';
import type { Chatwoot } from '../chatwoot.ts';
import { head, json } from '../http/answers.ts';
import { int } from '../http/params.ts';
import { underRootKey } from '../http/with-params.ts';
import { createDefinition, definitionView, models, updateDefinition } from '../resources/attribute-definitions.ts';
import { findInAccount } from '../state/find.ts';
import { removeWhere } from '../state/state.ts';
import { type ApplicationEnv, administratorOnly, type Caller } from './caller.ts';

export function attributeRoutes(chatwoot: Chatwoot): Hono<ApplicationEnv> {
  const { attributeDefinitions } = chatwoot.state;
  const app = new Hono<ApplicationEnv>();
  const find = ({ account }: Caller, id: string) => findInAccount(attributeDefinitions, account.id, int(id));

  app.get('/', (c) => {
    const wanted = c.var.params.attribute_model;
    const model = models[int(wanted) ?? models.indexOf(String(wanted))];
    const rows = attributeDefinitions.filter(
      (row) => row.account_id === c.var.caller.account.id && (model === undefined || row.attribute_model === model),
    );
    return json(rows.map(definitionView));
  });
  app.get('/:id', (c) => json(definitionView(find(c.var.caller, c.req.param('id')))));
  app.post('/', administratorOnly, (c) => {
    const params = underRootKey('custom_attribute_definition', c.var);
    const definition = createDefinition(chatwoot, c.var.caller.account, params);
    chatwoot.changed();
    return json(definitionView(definition));
  });
  app.on(['PATCH', 'PUT'], '/:id', administratorOnly, (c) => {
    const definition = find(c.var.caller, c.req.param('id'));
    updateDefinition(definition, underRootKey('custom_attribute_definition', c.var));
    chatwoot.changed();
    return json(definitionView(definition));
  });
  app.delete('/:id', administratorOnly, (c) => {
    const definition = find(c.var.caller, c.req.param('id'));
    removeWhere(attributeDefinitions, (row) => row === definition);
    chatwoot.changed();
    return head(204);
  });
  return app;
}

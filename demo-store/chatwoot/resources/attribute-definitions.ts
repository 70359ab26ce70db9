import type { Chatwoot } from '../chatwoot.ts';
import { crash, invalid } from '../http/failures.ts';
import { filledText, list, type Params, text } from '../http/params.ts';
import type { AccountRow, AttributeDefinitionRow } from '../state/rows.ts';
import { nextId } from '../state/state.ts';
import { now } from '../state/times.ts';

export const models = ['conversation_attribute', 'contact_attribute', 'company_attribute'];
const displayTypes = ['text', 'number', 'currency', 'percent', 'link', 'date', 'list', 'checkbox'];

const reservedKeys: Record<string, string> = {
  contact_attribute:
    'name email phone_number identifier country_code city company_name created_at last_activity_at referer blocked',
  conversation_attribute:
    'status priority assignee_id inbox_id team_id display_id campaign_id labels browser_language country_code referer created_at last_activity_at',
};

/** Definitions drive the agents' screens and filters; values may be written without one. */
export function createDefinition(chatwoot: Chatwoot, account: AccountRow, params: Params): AttributeDefinitionRow {
  const { state } = chatwoot;
  const definition: AttributeDefinitionRow = {
    id: 0,
    account_id: account.id,
    attribute_display_name: filledText(params.attribute_display_name) ?? '',
    attribute_display_type: enumName(displayTypes, params.attribute_display_type ?? 0),
    attribute_description: text(params.attribute_description) ?? null,
    attribute_key: text(params.attribute_key) ?? '',
    attribute_model: enumName(models, params.attribute_model ?? 0),
    attribute_values: list(params.attribute_values) ?? [],
    regex_pattern: text(params.regex_pattern) ?? null,
    regex_cue: text(params.regex_cue) ?? null,
    created_at: now(),
    updated_at: now(),
  };
  checkDefinition(chatwoot, definition);
  definition.id = nextId(state, 'attributeDefinitions');
  state.attributeDefinitions.push(definition);
  return definition;
}

/** Key and model stay as they are. */
export function updateDefinition(definition: AttributeDefinitionRow, params: Params): void {
  Object.assign(definition, {
    attribute_display_name: filledText(params.attribute_display_name) ?? definition.attribute_display_name,
    attribute_display_type:
      params.attribute_display_type === undefined
        ? definition.attribute_display_type
        : enumName(displayTypes, params.attribute_display_type),
    attribute_description: text(params.attribute_description) ?? definition.attribute_description,
    attribute_values: list(params.attribute_values) ?? definition.attribute_values,
    updated_at: now(),
  });
}

/** Rule 28: an exact name or its number; a number in a string is a bad enum, so 500. */
function enumName(names: string[], value: unknown): string {
  const name = typeof value === 'number' ? names[value] : names.find((known) => known === value);
  if (name === undefined) throw crash('unknown enum value');
  return name;
}

function checkDefinition({ state }: Chatwoot, definition: AttributeDefinitionRow) {
  const { attribute_key: key, attribute_model: model } = definition;
  const problem = (message: string) => invalid({ attribute: 'attribute_key', message: `Attribute key ${message}` });
  if (definition.attribute_display_name === '') {
    throw invalid({ attribute: 'attribute_display_name', message: "Attribute display name can't be blank" });
  }
  if (key === '') throw problem("can't be blank");
  const isTaken = state.attributeDefinitions.some(
    (row) => row.account_id === definition.account_id && row.attribute_model === model && row.attribute_key === key,
  );
  if (isTaken) throw problem('has already been taken');
  if (!/^[\p{L}\p{N}_.-]+$/u.test(key)) {
    throw problem('must only contain letters, numbers, underscores, hyphens, and dots');
  }
  if (reservedKeys[model]?.split(' ').includes(key)) {
    throw problem('The provided key is not allowed as it might conflict with default attributes.');
  }
}

export function definitionView({ account_id: _, ...definition }: AttributeDefinitionRow) {
  return { ...definition, default_value: null };
}

import { z } from 'zod';
import type { Send } from './send.ts';

// Chatwoot wants numbers in requests and answers with names; the order is its own.
const models = ['conversation', 'contact'] as const;
const displayTypes = ['text', 'number', 'currency', 'percent', 'link', 'date', 'list', 'checkbox'] as const;

/** Makes an attribute show, and filter, in Chatwoot; values may be written without one. */
export interface AttributeDefinition {
  key: string;
  model: (typeof models)[number];
  displayType: (typeof displayTypes)[number];
  displayName: string;
  description: string;
}

const definitionSchema = z
  .object({
    attribute_key: z.string(),
    attribute_display_name: z.string(),
    attribute_display_type: z.string(),
    attribute_model: z.string(),
  })
  .transform((wire) => ({
    key: wire.attribute_key,
    displayName: wire.attribute_display_name,
    displayType: wire.attribute_display_type,
    model: wire.attribute_model.replace('_attribute', ''),
  }));

/** Definitions of one account's custom attributes. */
export function createAttributeDefinitions(send: Send, accountPath: string) {
  const path = `${accountPath}/custom_attribute_definitions`;

  return {
    list: (model: AttributeDefinition['model']) =>
      send({
        method: 'GET',
        path,
        query: { attribute_model: models.indexOf(model) },
        answer: z.array(definitionSchema),
      }),

    /** Needs an administrator. @throws ChatwootError `invalid` when the key is taken. */
    create: (definition: AttributeDefinition) =>
      send({
        method: 'POST',
        path,
        body: {
          attribute_key: definition.key,
          attribute_display_name: definition.displayName,
          attribute_description: definition.description,
          attribute_model: models.indexOf(definition.model),
          attribute_display_type: displayTypes.indexOf(definition.displayType),
        },
        answer: definitionSchema,
      }),
  };
}

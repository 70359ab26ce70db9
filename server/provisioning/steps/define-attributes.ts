import { type AccountClient, type AttributeDefinition, isChatwootError } from '../../chatwoot/index.ts';
import type { SetupContext, SetupStep, StepResult } from '../setup-step.ts';

/** What we write on conversations. Visitors can read all of it. */
const definitions: readonly AttributeDefinition[] = (
  [
    {
      key: 'storefront_reference',
      displayName: 'Reference',
      displayType: 'text',
      description: 'The short number that the shopper was shown.',
    },
    {
      key: 'storefront_page',
      displayName: 'Page',
      displayType: 'link',
      description: 'The page on which the message was written.',
    },
    {
      key: 'storefront_reason',
      displayName: 'Why not chat',
      displayType: 'text',
      description: 'Why the shopper could not have chat when the message was written.',
    },
    {
      key: 'storefront_reply_address',
      displayName: 'Reply address (unproven)',
      displayType: 'text',
      description: 'What the shopper typed. Nobody has checked that it is theirs.',
    },
    {
      key: 'storefront_locale',
      displayName: 'Shop language',
      displayType: 'text',
      description: 'The language of the page.',
    },
    {
      key: 'storefront_written_at',
      displayName: 'Written at',
      displayType: 'text',
      description: 'When the shopper pressed send, if the message came late.',
    },
  ] as const
).map((definition) => ({ ...definition, model: 'conversation' }));

/** Makes our attributes show beside a conversation. What the owner renamed or removed stays so. */
export const defineAttributes: SetupStep = {
  name: 'attributes',
  async run({ account, state, options }: SetupContext): Promise<StepResult> {
    const client = account();
    const present = await client.attributeDefinitions.list('conversation');
    const defined = new Map(present.map(({ key, displayType }) => [key, displayType]));
    const before = state.steps[defineAttributes.name]?.applied ?? {};

    const missing = definitions.filter(({ key }) => !defined.has(key));
    const removedByOwner = options.overwrite ? [] : missing.filter(({ key }) => key in before);
    const added = missing.filter((definition) => !removedByOwner.includes(definition));
    for (const definition of added) await define(client, definition);

    const retyped = definitions.filter(({ key, displayType }) => (defined.get(key) ?? displayType) !== displayType);
    const kept = [
      ...removedByOwner.map(({ key }) => ({ what: key, value: 'removed', wanted: 'defined' })),
      ...retyped.map(({ key, displayType }) => ({
        what: `type of ${key}`,
        value: defined.get(key),
        wanted: displayType,
      })),
    ];
    const outcome = added.length > 0 ? 'done' : kept.length > 0 ? 'kept' : 'unchanged';
    const applied = Object.fromEntries(definitions.map(({ key, displayType }) => [key, displayType]));
    return { outcome, message: describe(added), kept, applied };
  },
};

async function define(client: AccountClient, definition: AttributeDefinition): Promise<void> {
  try {
    await client.attributeDefinitions.create(definition);
  } catch (error) {
    // Somebody was faster, another store of this account say.
    const isTaken = isChatwootError(error, 'invalid') && error.attributes.includes('attribute_key');
    if (!isTaken) throw error;
  }
}

function describe(added: readonly AttributeDefinition[]): string {
  if (added.length === 0) return `The ${definitions.length} conversation attributes that we write were looked at.`;
  return `Defined ${added.length} of the ${definitions.length} conversation attributes that we write.`;
}

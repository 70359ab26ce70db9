import { type AccountClient, type AttributeDefinition, isChatwootError } from '../../chatwoot/index.ts';
import { conversationAttributes } from '../conversation-attributes.ts';
import type { SettingKept } from '../plan-settings.ts';
import type { SetupContext, SetupStep, StepResult } from '../setup-step.ts';

/** Makes our attributes show beside a conversation. What the owner renamed, retyped or removed stays so. */
export const defineAttributes: SetupStep = {
  name: 'attributes',
  async run({ account, state, options }: SetupContext): Promise<StepResult> {
    const client = account();
    const defined = await client.attributeDefinitions.list('conversation');
    const missing = conversationAttributes.filter(({ key }) => !defined.some((present) => present.key === key));
    const before = options.overwrite ? {} : (state.steps[defineAttributes.name]?.applied ?? {});
    const added = missing.filter(({ key }) => !(key in before));
    for (const definition of added) await define(client, definition);

    const kept = [...missing.filter((definition) => !added.includes(definition)).map(removed), ...retyped(defined)];
    return {
      outcome: added.length > 0 ? 'done' : kept.length > 0 ? 'kept' : 'unchanged',
      message:
        added.length > 0 ? `Defined ${added.length} conversation attributes.` : 'No attribute had to be defined.',
      kept,
      applied: Object.fromEntries(conversationAttributes.map(({ key, displayType }) => [key, displayType])),
    };
  },
};

async function define(client: AccountClient, definition: AttributeDefinition): Promise<void> {
  try {
    await client.attributeDefinitions.create(definition);
  } catch (error) {
    // Somebody was faster: another store of this account, say.
    const isTaken = isChatwootError(error, 'invalid') && error.attributes.includes('attribute_key');
    if (!isTaken) throw error;
  }
}

function removed({ key }: AttributeDefinition): SettingKept {
  return { what: key, value: 'removed', wanted: 'defined' };
}

function retyped(defined: readonly { key: string; displayType: string }[]): SettingKept[] {
  return conversationAttributes.flatMap(({ key, displayType }) => {
    const present = defined.find((one) => one.key === key);
    if (present === undefined || present.displayType === displayType) return [];
    return [{ what: `type of ${key}`, value: present.displayType, wanted: displayType }];
  });
}

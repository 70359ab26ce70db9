import { type AccountClient, type AttributeDefinition, isChatwootError } from '../../chatwoot/index.ts';
import { contactAttributes } from '../contact-attributes.ts';
import { conversationAttributes } from '../conversation-attributes.ts';
import type { SettingKept } from '../plan-settings.ts';
import type { SetupContext, SetupStep, StepResult } from '../setup-step.ts';
import type { SetupState } from '../setup-store.ts';

/** Makes our attributes show beside a conversation. What the owner renamed, retyped or removed stays so. */
export const defineAttributes: SetupStep = {
  name: 'attributes',
  async run({ account, state, options }: SetupContext): Promise<StepResult> {
    const client = account();
    const wanted = definitionsOf(state.store);
    const defined = await listDefined(client, wanted);
    const missing = wanted.filter((definition) => !defined.some((present) => isSame(present, definition)));
    const before = state.steps[defineAttributes.name]?.applied ?? {};
    const added = missing.filter(({ key }) => options.overwrite || !(key in before));
    for (const definition of added) await define(client, definition);

    const removed = missing.filter((definition) => !added.includes(definition));
    const kept = [...removed.map(describeRemoved), ...describeRetyped(wanted, defined)];
    return {
      outcome: added.length > 0 ? 'done' : kept.length > 0 ? 'kept' : 'unchanged',
      message: added.length > 0 ? `Defined ${added.length} attributes.` : 'No attribute had to be defined.',
      kept,
      // Also those that are not wanted now: who removes one means it.
      applied: { ...before, ...Object.fromEntries(wanted.map(({ key, displayType }) => [key, displayType])) },
    };
  },
};

/** What this store's agents are to see. */
function definitionsOf({ showActivity }: Pick<SetupState['store'], 'showActivity'>): readonly AttributeDefinition[] {
  return showActivity === 'contact' ? [...conversationAttributes, ...contactAttributes] : conversationAttributes;
}

/** Whether the store's account has been given all that its agents are to see. @param applied of the step's last run */
export function isDefined(store: Pick<SetupState['store'], 'showActivity'>, applied: Record<string, unknown>): boolean {
  return definitionsOf(store).every(({ key }) => key in applied);
}

type Defined = Awaited<ReturnType<AccountClient['attributeDefinitions']['list']>>;

async function listDefined(client: AccountClient, wanted: readonly AttributeDefinition[]): Promise<Defined> {
  const models = [...new Set(wanted.map(({ model }) => model))];
  return (await Promise.all(models.map((model) => client.attributeDefinitions.list(model)))).flat();
}

function isSame(present: Defined[number], { key, model }: AttributeDefinition): boolean {
  return present.key === key && present.model === model;
}

async function define(client: AccountClient, definition: AttributeDefinition): Promise<void> {
  try {
    await client.attributeDefinitions.create(definition);
  } catch (error) {
    // Somebody was faster: another store of this account, say.
    const isTaken = isChatwootError(error, 'invalid') && error.attributes.includes('attribute_key');
    if (!isTaken) throw error;
  }
}

function describeRemoved({ key }: AttributeDefinition): SettingKept {
  return { what: key, value: 'removed', wanted: 'defined' };
}

function describeRetyped(wanted: readonly AttributeDefinition[], defined: Defined): SettingKept[] {
  return wanted.flatMap((definition) => {
    const { key, displayType } = definition;
    const present = defined.find((one) => isSame(one, definition));
    if (present === undefined || present.displayType === displayType) return [];
    return [{ what: `type of ${key}`, value: present.displayType, wanted: displayType }];
  });
}

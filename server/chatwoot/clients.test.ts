import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningChatwoot, startChatwoot } from '../../demo-store/chatwoot/start-chatwoot.ts';
import { type AccountClient, createAccountClient } from './account-client.ts';
import { createPlatformClient, type PlatformClient } from './platform-client.ts';
import { readVersion } from './version.ts';
import { createWidgetClient } from './widget-client.ts';

const password = 'Acme1!secret';
let chatwoot: RunningChatwoot;
let baseUrl: string;
let platform: PlatformClient;
let account: AccountClient;
let asAgent: AccountClient;

beforeAll(async () => {
  const platformToken = randomUUID();
  chatwoot = await startChatwoot({ port: 0, publicUrl: 'http://127.0.0.1', platformToken, browserFiles: '.' });
  baseUrl = chatwoot.url;
  platform = createPlatformClient({ baseUrl, token: platformToken });
  const { id: accountId } = await platform.createAccount({ name: 'Acme' });
  account = createAccountClient({ baseUrl, accountId, token: await memberToken(accountId, 'administrator') });
  asAgent = createAccountClient({ baseUrl, accountId, token: await memberToken(accountId, 'agent') });
});
afterAll(() => chatwoot.stop());

async function memberToken(accountId: number, role: 'administrator' | 'agent'): Promise<string> {
  const user = await platform.createUser({ name: role, email: `${role}@acme.example`, password });
  await platform.upsertAccountUser(accountId, user.id, role);
  return user.token;
}

describe('the Platform API', () => {
  it('gives an account back as it was made', async () => {
    const customAttributes = { storefront_store: 'st_1' };
    const made = await platform.createAccount({
      name: 'Marked',
      locale: 'nl',
      domain: 'acme.example',
      customAttributes,
    });
    expect(await platform.showAccount(made.id)).toMatchObject({
      locale: 'nl',
      domain: 'acme.example',
      customAttributes,
    });
    expect((await platform.listAccounts()).map(({ id }) => id)).toContain(made.id);
    expect((await platform.updateAccount(made.id, { status: 'suspended' })).status).toBe('suspended');
  });

  it('gives the same user for the same address, and a link to sign in', async () => {
    const first = await platform.createUser({ name: 'Ana', email: 'ana@acme.example', password });
    const again = await platform.createUser({ name: 'Else', email: 'Ana@Acme.example', password });
    expect(again).toEqual(first);
    expect(await platform.loginLink(first.id)).toMatch(/\/app\/login\?email=ana%40acme.example&sso_auth_token=/);
  });

  it('says what is wrong with a password, and with a token', async () => {
    const weak = platform.createUser({ name: 'Weak', email: 'weak@acme.example', password: 'weak' });
    await expect(weak).rejects.toMatchObject({ kind: 'invalid', attributes: ['password'] });
    const stranger = createPlatformClient({ baseUrl, token: 'unknown' });
    await expect(stranger.listAccounts()).rejects.toMatchObject({ kind: 'unauthorized' });
  });
});

describe('the Application API', () => {
  it('tells its version without a token', async () => {
    expect(await readVersion({ baseUrl })).toBe(await account.version());
  });

  it('changes the account', async () => {
    const { settings } = await account.update({ domain: 'mail.acme.example', supportEmail: 'help@acme.example' });
    expect(settings).toEqual({
      name: 'Acme',
      locale: 'en',
      domain: 'mail.acme.example',
      supportEmail: 'help@acme.example',
    });
    expect((await account.agents()).map(({ role }) => role).sort()).toEqual(['administrator', 'agent']);
  });

  it('shows an inbox’s secrets to administrators only', async () => {
    const inbox = await account.inboxes.create('website', { name: 'Chat', websiteUrl: 'https://acme.example' });
    const [agent] = (await account.agents()).filter(({ role }) => role === 'agent');
    await account.inboxes.addMembers(inbox.id, [agent?.id ?? 0]);
    expect(await account.inboxes.show(inbox.id)).toMatchObject({
      channel: 'website',
      hmacToken: expect.stringMatching(/\w{8}/),
    });
    expect(await asAgent.inboxes.show(inbox.id)).toMatchObject({ hmacToken: null, websiteToken: inbox.websiteToken });
    await expect(asAgent.inboxes.update(inbox.id, { name: 'Mine' })).rejects.toMatchObject({ kind: 'unauthorized' });
  });

  it('sets what an inbox has beside its channel and in it', async () => {
    const { id } = await account.inboxes.create('website', { name: 'Set', websiteUrl: 'https://acme.example' });
    const changes = { greetingEnabled: true, hmacMandatory: true, allowedDomains: 'https://acme.example' };
    const { settings } = await account.inboxes.update(id, changes);
    expect(settings).toMatchObject({ ...changes, name: 'Set', websiteUrl: 'https://acme.example' });
  });

  it('finds a contact by its identifier, changes it and deletes it', async () => {
    const { contact } = await account.contacts.create({ name: 'Jane', identifier: 'c-1', email: 'jane@acme.example' });
    const [found] = await account.contacts.filter([
      { key: 'identifier', operator: 'equal_to', value: 'c-1' },
      { key: 'name', operator: 'contains', value: 'jan' },
    ]);
    expect(found?.id).toBe(contact.id);
    await account.contacts.update(contact.id, { customAttributes: { tier: 'gold' }, phoneNumber: '+351922490875' });
    expect(await account.contacts.show(contact.id)).toMatchObject({
      customAttributes: { tier: 'gold' },
      phoneNumber: '+351922490875',
    });
    expect((await account.contacts.search('jane@')).contacts).toHaveLength(1);
    await account.contacts.delete(contact.id);
    await expect(account.contacts.show(contact.id)).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('names the field that another contact holds', async () => {
    await account.contacts.create({ email: 'taken@acme.example' });
    const second = account.contacts.create({ email: 'taken@acme.example' });
    await expect(second).rejects.toMatchObject({ kind: 'invalid', status: 422, attributes: ['email'] });
  });

  it('opens a conversation in an API inbox with what a shopper wrote, and keeps a note beside it', async () => {
    const { id: inboxId } = await account.inboxes.create('api', { name: 'Messages' });
    const { contact, sourceId } = await account.contacts.create({ name: 'Kim', inboxId, sourceId: 'form:kim' });
    expect(sourceId).toBe('form:kim');
    const conversation = await account.conversations.create({
      inboxId,
      contactId: contact.id,
      sourceId: 'form:kim',
      customAttributes: { storefront_reference: 'K7Q-4TM' },
      message: { content: 'Where is my order?', direction: 'incoming', sourceId: 'sub-1' },
    });
    await account.conversations.messages.create(conversation.id, { content: 'Came late.', isPrivate: true });
    expect(await account.conversations.messages.list(conversation.id)).toMatchObject([
      { content: 'Where is my order?', direction: 'incoming', isPrivate: false, sourceId: 'sub-1' },
      { content: 'Came late.', direction: 'outgoing', isPrivate: true },
    ]);
    await account.conversations.setCustomAttributes(conversation.id, { storefront_locale: 'nl' });
    expect(await account.conversations.show(conversation.id)).toMatchObject({
      contactId: contact.id,
      customAttributes: { storefront_locale: 'nl' },
    });
  });

  it('defines an attribute once', async () => {
    const definition = {
      key: 'ref',
      model: 'conversation',
      displayType: 'link',
      displayName: 'Ref',
      description: '',
    } as const;
    await account.attributeDefinitions.create(definition);
    expect(await account.attributeDefinitions.list('conversation')).toContainEqual({
      key: 'ref',
      model: 'conversation',
      displayType: 'link',
      displayName: 'Ref',
    });
    const again = account.attributeDefinitions.create(definition);
    await expect(again).rejects.toMatchObject({ kind: 'invalid', attributes: ['attribute_key'] });
  });
});

describe('the Widget API', () => {
  it('takes a shopper’s message and gives the agent’s answer', async () => {
    const { websiteToken } = await account.inboxes.create('website', {
      name: 'Shop',
      websiteUrl: 'https://acme.example',
    });
    const widget = { baseUrl, websiteToken: websiteToken ?? '' };
    const { visitorToken } = await createWidgetClient(widget).config();
    const shopper = createWidgetClient({ ...widget, visitorToken });
    const { id, conversationId } = await shopper.sendMessage({ content: 'Where is my order?' });
    await account.conversations.messages.create(conversationId, { content: 'On its way.' });
    expect(await shopper.messages({ after: id })).toContainEqual(
      expect.objectContaining({ content: 'On its way.', direction: 'outgoing' }),
    );
    expect(await shopper.conversation()).toMatchObject({ id: conversationId });
  });

  it('is refused for an inbox that does not exist', async () => {
    const unknown = createWidgetClient({ baseUrl, websiteToken: 'unknown' }).config();
    await expect(unknown).rejects.toMatchObject({ kind: 'not-found' });
  });
});

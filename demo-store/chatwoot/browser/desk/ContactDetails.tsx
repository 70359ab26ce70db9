import type { ComponentChildren } from 'preact';
import { Avatar } from '../Avatar.tsx';
import { Icon } from '../icons.tsx';
import type { DeskContext } from './desk-context.ts';
import { contactName, type DeskState } from './desk-state.ts';
import type { ConversationFacts, DeskConversation } from './desk-types.ts';

interface ContactDetailsProps {
  context: DeskContext;
  state: DeskState;
  conversation: DeskConversation;
}

/** Who the visitor is, how sure that is, and what is known about this conversation. */
export function ContactDetails({ context, state, conversation }: ContactDetailsProps) {
  const { sender, hmac_verified } = conversation.meta;
  const isOnline = state.onlineContacts.includes(sender.id);
  return (
    <aside class="details" aria-label="Contact details">
      <header class="details-head">
        <button
          type="button"
          class="icon-button details-close"
          aria-label="Back to the conversation"
          onClick={() => context.store.set({ column: 'thread' })}
        >
          <Icon name="close" />
        </button>
        <Avatar name={contactName(conversation)} imageUrl={sender.thumbnail} isOnline={isOnline} />
        <h2 dir="auto">{contactName(conversation)}</h2>
        <p class={`badge ${hmac_verified ? 'verified' : ''}`}>
          <Icon name={hmac_verified ? 'verified' : 'alert'} size={14} />
          {hmac_verified ? 'Verified' : 'Not verified'}
        </p>
      </header>
      <Section title="Contact">
        <Fact name="Email" value={sender.email} />
        <Fact name="Phone" value={sender.phone_number} />
        <Fact name="Identifier" value={sender.identifier} />
        <Fact name="Status" value={isOnline ? 'On the site now' : 'Not on the site'} />
      </Section>
      <Attributes title="Contact attributes" attributes={sender.custom_attributes} names={state.attributeNames} />
      <Section title="Conversation">
        <Fact name="Page" value={conversation.additional_attributes.referer} />
        <Fact name="Browser" value={browserName(conversation.additional_attributes)} />
        <Fact name="Language" value={conversation.additional_attributes.browser_language} />
        <Fact name="Assigned to" value={conversation.meta.assignee?.name} />
      </Section>
      <Attributes
        title="Conversation attributes"
        attributes={conversation.custom_attributes}
        names={state.attributeNames}
      />
      {conversation.labels.length > 0 && (
        <section>
          <h3>Labels</h3>
          <ul class="labels">
            {conversation.labels.map((label) => (
              <li key={label}>{label}</li>
            ))}
          </ul>
        </section>
      )}
    </aside>
  );
}

function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>{children}</dl>
    </section>
  );
}

interface AttributesProps {
  title: string;
  attributes: Record<string, unknown> | undefined;
  names: Record<string, string>;
}

function Attributes({ title, attributes = {}, names }: AttributesProps) {
  const entries = Object.entries(attributes);
  if (entries.length === 0) return null;
  return (
    <Section title={title}>
      {entries.map(([key, value]) => (
        <Fact key={key} name={names[key] ?? key} value={typeof value === 'string' ? value : JSON.stringify(value)} />
      ))}
    </Section>
  );
}

/** A line of the list; what is not known is left out. */
function Fact({ name, value }: { name: string; value: string | null | undefined }) {
  if (!value) return null;
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd dir="auto">{/^https?:\/\/\S+$/.test(value) ? <Address url={value} /> : value}</dd>
    </div>
  );
}

function Address({ url }: { url: string }) {
  return (
    <a href={url} target="_blank" rel="noopener noreferrer nofollow">
      {url}
    </a>
  );
}

function browserName({ browser = {} }: ConversationFacts): string {
  const { browser_name, browser_version, platform_name } = browser;
  const version = browser_version?.split('.')[0] ?? '';
  return [`${browser_name ?? ''} ${version}`.trim(), platform_name].filter(Boolean).join(', ');
}

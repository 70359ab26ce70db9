import { plural } from './plural.ts';
import type { TextPack } from './text-pack.ts';

const byMail = 'Write to us here and we answer by e‑mail.';
const away = `Live chat is not available right now. ${byMail}`;
const keptHere = 'Write anyway: it is kept on this device until it can be sent.';

export const pack: TextPack = {
  launcher: 'Chat with us',
  greeting: 'Write to us, a person answers.',
  placeholder: 'Your message',
  close: 'Close',
  send: 'Send',
  log: 'Your messages',
  states: {
    kept: 'Kept on this device, not sent yet',
    unstored: 'Not sent yet. Keep this page open',
    sending: 'Sending…',
    received: 'Received',
    delivered: 'Delivered',
    failed: 'Received. There is a delay',
    refused: 'Not sent',
  },
  waiting: 'Your message is kept on this device until it can be sent.',
  reference: (reference) => `Your reference: ${reference}`,
  edit: 'Edit',
  goOnInChat: 'Go on in the chat',
  reasons: {
    blocked: `Live chat is blocked in this browser. ${byMail}`,
    csp: away,
    offline: `You are offline. ${keptHere}`,
    timeout: `Live chat is slow right now. ${byMail}`,
    'chat-down': away,
    refused: away,
    'rate-limited': away,
    suspended: away,
    'closed-now': `We are closed right now. ${byMail}`,
    'chat-off': byMail,
    'settings-missing': away,
    'server-down': `We cannot be reached right now. ${keptHere}`,
  },
  opensAt: (when) => `Somebody is here again on ${when}.`,
  unread: (label, count) => `${label}, ${plural('en', count, { one: '# new message', other: '# new messages' })}`,
  details: {
    title: 'Where can we answer you?',
    email: 'E-mail',
    name: 'Name',
    save: 'Save',
    emailWrong: 'Please enter an address like name@example.com.',
    given: (email) => `We answer to ${email}.`,
    change: 'Change',
  },
  form: {
    optional: (label) => `${label} (optional)`,
    missing: 'Please fill this in.',
    choose: 'Please choose',
    agree: 'Please tick this box, then we may take your message.',
    privacy: 'How we treat your data',
    before: 'One more thing, then your message goes out.',
  },
  files: {
    add: 'Add files',
    list: 'Files that go along',
    remove: (name) => `Remove ${name}`,
    tooMany: (most) => `We can take ${most} of them at a time.`,
    tooLarge: (name, most) => `${name} is too large: up to ${most} is fine.`,
    wrongKind: (name) => `We cannot take ${name}. Photos and PDFs are fine.`,
    refused: 'Not sent. We cannot take this file',
  },
};

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rawRequest, startRecorder, startTestGuard } from './test-kit.ts';
import { form, multipart, patch, post, tricks, victim, widget } from './test-tricks.ts';

const { email } = victim;

let chatwoot: Awaited<ReturnType<typeof startRecorder>>;
let guard: Awaited<ReturnType<typeof startTestGuard>>;
beforeAll(async () => {
  chatwoot = await startRecorder();
  guard = await startTestGuard(chatwoot.url);
});
beforeEach(() => {
  chatwoot.arrived.length = 0;
});
afterAll(async () => {
  await guard.stop();
  await chatwoot.stop();
});

const named = /victim@|customer-1001|351922200001/;

describe('however a request is written, nobody’s name arrives at Chatwoot', () => {
  it.each(tricks)('%s (%s)', async (_name, ending, request) => {
    const { status, text } = await rawRequest(guard.url, request);
    if (ending === 'refused') {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(chatwoot.arrived).toEqual([]);
      // What is no address at all is refused before us, and without a word.
      if (text !== '') expect(JSON.parse(text)).toMatchObject({ error: { requestId: expect.any(String) } });
      return;
    }
    expect(status).toBe(200);
    expect(namesArrived()).toEqual([false]);
    await rawRequest(chatwoot.url, request);
    expect(namesArrived(), 'without the guard').toEqual([false, true]);
  });

  it('and nobody’s name in the log', () => {
    expect(guard.log()).toContain('"dropped":["identifier","email","phone_number"]');
    expect(readable(guard.log())).not.toMatch(named);
  });
});

/** Of each request that arrived, whether it names the victim anywhere. */
function namesArrived(): boolean[] {
  return chatwoot.arrived.map((request) => named.test(readable(JSON.stringify(request))));
}

/** Without the disguises. */
function readable(text: string): string {
  return decodeURIComponent(text.replaceAll('\\u0065', 'e').replace(/%(?![0-9a-f]{2})/gi, '%25'));
}

describe('what names nobody stays', () => {
  it.each([
    ['a name', patch(`${widget}/contact`, { name: 'Ann', email }), '{"name":"Ann"}'],
    [
      'an attribute that is called like one',
      patch(`${widget}/contact`, { custom_attributes: { email: 'none' } }),
      '{"custom_attributes":{"email":"none"}}',
    ],
    [
      'the same in a form',
      patch(`${widget}/contact`, 'custom_attributes[email]=none&email=x', form),
      'custom_attributes%5Bemail%5D=none',
    ],
    [
      'what was written',
      post(`${widget}/conversations`, { contact: { email }, message: { content: `mail ${email}` } }),
      `{"contact":{},"message":{"content":"mail ${email}"}}`,
    ],
    [
      'answers of a form in the chat',
      patch(`${widget}/messages/7`, { message: { submitted_values: [{ name: 'email', value: 'a@b.example' }] } }),
      '{"message":{"submitted_values":[{"name":"email","value":"a@b.example"}]}}',
    ],
    [
      'an identity with its hash',
      patch(`${widget}/contact/set_user`, { identifier: 'own', identifier_hash: 'aa', email }),
      '{"identifier":"own","identifier_hash":"aa"}',
    ],
  ])('%s', async (_name, request, body) => {
    await rawRequest(guard.url, request);
    expect(chatwoot.arrived.map((arrived) => arrived.body)).toEqual([body]);
  });

  it('files of a form', async () => {
    await rawRequest(
      guard.url,
      multipart(`${widget}/conversations`, [
        ['name="message[attachments][]"; filename="tea.txt"', 'leaves'],
        ['name="contact[email]"', email],
      ]),
    );
    expect(chatwoot.arrived[0]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(chatwoot.arrived[0]?.body).toMatch(/name="message\[attachments\]\[\]"; filename="tea.txt"[\s\S]*leaves/);
  });
});

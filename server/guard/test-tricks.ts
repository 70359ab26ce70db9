import { gzipSync } from 'node:zlib';
import type { RawRequest } from './test-kit.ts';

/** Somebody's e-mail address, identifier and phone number: what must never reach Chatwoot, in any spelling. */
export const victim = { email: 'victim@mail.example', identifier: 'customer-1001', phone_number: '+351922200001' };
const { email, identifier, phone_number: phone } = victim;

export const widget = '/api/v1/widget';
const json = { 'content-type': 'application/json' };
export const form = { 'content-type': 'application/x-www-form-urlencoded' };

export function patch(path: string, body: string | object, headers: RawRequest['headers'] = json): RawRequest {
  return { method: 'PATCH', path, headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
}
export function post(path: string, body: string | object, headers: RawRequest['headers'] = json): RawRequest {
  return { ...patch(path, body, headers), method: 'POST' };
}
export function multipart(
  path: string,
  fields: [string, string][],
  type = 'multipart/form-data; boundary=xx',
): RawRequest {
  const parts = fields.map(([head, value]) => `--xx\r\nContent-Disposition: form-data; ${head}\r\n\r\n${value}\r\n`);
  return patch(path, `${parts.join('')}--xx--\r\n`, { 'content-type': type });
}

/** `passes`: it arrives, without a name. `refused`: nothing arrives. */
export const tricks: [name: string, ending: 'passes' | 'refused', request: RawRequest][] = [
  // Where the name stands.
  ['JSON', 'passes', patch(`${widget}/contact`, { identifier, email, phone_number: phone, name: 'A' })],
  ['PUT instead of PATCH', 'passes', { ...patch(`${widget}/contact`, { email }), method: 'PUT' }],
  ['a POST that says it is a PATCH', 'passes', post(`${widget}/contact`, `_method=patch&email=${email}`, form)],
  [
    'a header that says it is a PATCH',
    'passes',
    post(`${widget}/contact`, { email }, { ...json, 'x-http-method-override': 'PATCH' }),
  ],
  ['the query', 'passes', patch(`${widget}/contact?website_token=t&email=${email}&identifier=${identifier}`, {})],
  ['the query of a form', 'passes', post(`${widget}/conversations?contact[email]=${email}`, 'a=1', form)],
  ['a query with two question marks', 'passes', patch(`${widget}/contact?a=1?&email=${email}`, {})],
  ['a query cut by a semicolon', 'passes', patch(`${widget}/contact?a=1;email=${email}`, {})],
  ['an encoded name in the query', 'passes', patch(`${widget}/contact?%65mail=${email}`, {})],
  ['a query that is not UTF-8', 'refused', patch(`${widget}/contact?%ff=1&email=${email}`, {})],
  ['a form', 'passes', patch(`${widget}/contact`, `name=A&email=${email}`, form)],
  ['a form, encoded', 'passes', patch(`${widget}/contact`, `%65%6d%61il=${encodeURIComponent(email)}`, form)],
  ['a form without a type', 'passes', post(`${widget}/conversations`, `contact[email]=${email}`, {})],
  ['a form with a semicolon', 'passes', patch(`${widget}/contact`, `a=1;email=${email}`, form)],
  ['a form with a space before the name', 'passes', patch(`${widget}/contact`, `a=1& email=${email}`, form)],
  [
    'a form with stray brackets',
    'passes',
    patch(`${widget}/contact`, `[email]=${email}&]identifier=${identifier}`, form),
  ],
  ['a form with a list', 'passes', post(`${widget}/conversations`, `contact[][email]=${email}`, form)],
  ['a form with numbered fields', 'passes', post(`${widget}/conversations`, `contact[0][email]=${email}`, form)],
  ['a form, the name doubled', 'passes', patch(`${widget}/contact`, `email=&email=${email}`, form)],
  [
    'multipart',
    'passes',
    multipart(`${widget}/contact`, [
      ['name="name"', 'A'],
      ['name="email"', email],
    ]),
  ],
  ['multipart, nested', 'passes', multipart(`${widget}/messages/7`, [['name="contact[email]"', email]])],
  ['multipart, a file of that name', 'passes', multipart(`${widget}/contact`, [['name="email"; filename="a"', email]])],
  ['multipart without quotes', 'refused', multipart(`${widget}/contact`, [['name=email', email]])],
  [
    'multipart that breaks off',
    'refused',
    patch(`${widget}/contact`, `--xx\r\nContent-Disposition: form-data; name="email"\r\n\r\n${email}`, {
      'content-type': 'multipart/form-data; boundary=xx',
    }),
  ],
  [
    'multipart of another kind',
    'refused',
    multipart(`${widget}/contact`, [['name="email"', email]], 'multipart/mixed; boundary=xx'),
  ],
  // How it is written.
  [
    'the contact of a conversation',
    'passes',
    post(`${widget}/conversations`, { contact: { email, phone_number: phone, name: 'A' }, message: { content: 'hi' } }),
  ],
  ['a contact in a list', 'passes', post(`${widget}/conversations`, { contact: [{ email }] })],
  ['an answer to a question', 'passes', patch(`${widget}/messages/7`, { contact: { email } })],
  ['another case', 'passes', patch(`${widget}/contact`, { Email: email, IDENTIFIER: identifier })],
  ['an escaped key', 'passes', patch(`${widget}/contact`, `{"\\u0065mail":"${email}"}`)],
  ['a key twice', 'passes', patch(`${widget}/contact`, `{"email":"${email}","email":null}`)],
  ['a contact twice', 'passes', post(`${widget}/conversations`, `{"contact":{"email":"${email}"},"contact":{}}`)],
  ['a number', 'passes', patch(`${widget}/contact`, { identifier: { '': identifier } })],
  ['broken JSON', 'refused', patch(`${widget}/contact`, `{"email":"${email}"`)],
  ['JSON with a comment', 'refused', patch(`${widget}/contact`, `{/* */"email":"${email}"}`)],
  [
    'JSON in UTF-16',
    'refused',
    { ...patch(`${widget}/contact`, ''), body: Buffer.from(`{"email":"${email}"}`, 'utf16le') },
  ],
  ['JSON nested without end', 'refused', patch(`${widget}/contact`, `${'['.repeat(50_000)}${']'.repeat(50_000)}`)],
  // What it calls itself.
  [
    'JSON by another name',
    'passes',
    patch(`${widget}/contact`, { email }, { 'content-type': 'text/x-json; charset=utf-8' }),
  ],
  ['JSON in capitals', 'passes', patch(`${widget}/contact`, { email }, { 'content-type': 'APPLICATION/JSON' })],
  ['JSON of a vendor', 'passes', patch(`${widget}/contact`, { email }, { 'content-type': 'application/vnd.api+json' })],
  [
    'JSON and a form at once',
    'passes',
    patch(`${widget}/contact`, { email }, { 'content-type': 'application/json, application/x-www-form-urlencoded' }),
  ],
  ['a type of its own', 'refused', patch(`${widget}/contact`, { email }, { 'content-type': 'text/plain' })],
  [
    'a second type, spelled for Rack',
    'passes',
    patch(`${widget}/contact`, { email }, { ...json, content_type: 'text/plain' }),
  ],
  [
    'a compressed body',
    'refused',
    {
      ...patch(`${widget}/contact`, '', { ...json, 'content-encoding': 'gzip' }),
      body: gzipSync(`{"email":"${email}"}`),
    },
  ],
  [
    'a body that calls itself compressed',
    'refused',
    patch(`${widget}/contact`, { email }, { ...json, 'content-encoding': 'deflate' }),
  ],
  ['a body in chunks', 'passes', patch(`${widget}/contact`, { email }, { ...json, 'transfer-encoding': 'chunked' })],
  ['a body that is too large', 'refused', patch(`${widget}/contact`, { email, name: 'x'.repeat(1024 * 1024) })],
  // Which route it says it is.
  ['.json at the end', 'passes', patch(`${widget}/contact.json`, { email })],
  ['a slash at the end', 'passes', patch(`${widget}/contact/`, { email })],
  ['two slashes', 'refused', patch(`${widget}//contact`, { email })],
  ['two slashes before it', 'refused', patch(`/${widget}/contact`, { email })],
  ['a dot', 'refused', patch(`${widget}/./contact`, { email })],
  ['two dots', 'refused', patch(`${widget}/labels/../contact`, { email })],
  ['encoded dots', 'refused', patch(`${widget}/labels/%2e%2E/contact`, { email })],
  ['an encoded slash', 'refused', patch(`${widget}%2Fcontact`, { email })],
  ['an encoded slash further down', 'refused', post(`${widget}/contact%2Fset_user`, { email })],
  ['encoded letters', 'passes', patch(`${widget}/%63ontact`, { email })],
  ['letters encoded twice', 'refused', patch(`${widget}/%2563ontact`, { email })],
  ['encoded letters before it', 'refused', patch('/api/v1/%77idget/contact', { email })],
  ['a backslash', 'refused', patch(`${widget}/labels\\..\\contact`, { email })],
  ['a parameter of the path', 'refused', patch(`${widget}/contact;a=1`, { email })],
  ['a zero byte', 'refused', patch(`${widget}/contact%00`, { email })],
  ['another case of the path', 'passes', patch(`${widget}/Contact`, { email })],
  ['a whole address', 'refused', patch(`http://chatwoot.example${widget}/contact`, { email })],
  ['an encoded id', 'passes', patch(`${widget}/messages/%37`, { contact: { email } })],
  // set_user, which checks a hash: only what stands beside one may stay, and an address never.
  [
    'set_user without a hash',
    'passes',
    patch(`${widget}/contact/set_user`, { identifier, email, custom_attributes: { a: 1 } }),
  ],
  ['set_user with a blank hash', 'passes', patch(`${widget}/contact/set_user`, { identifier, identifier_hash: ' ' })],
  [
    'set_user, a blank hash last',
    'passes',
    patch(`${widget}/contact/set_user`, `identifier=${identifier}&identifier_hash=aa&identifier_hash=`, form),
  ],
  [
    'set_user, signed in the query and blank in the body',
    'passes',
    patch(`${widget}/contact/set_user?identifier=${identifier}&identifier_hash=aa`, { identifier_hash: '' }),
  ],
  [
    'set_user with a hash in brackets',
    'passes',
    patch(`${widget}/contact/set_user`, `identifier=${identifier}&[identifier_hash]=aa`, form),
  ],
  [
    'set_user, a blank hash with a stray bracket',
    'passes',
    patch(`${widget}/contact/set_user`, `identifier=${identifier}&identifier_hash=aa&]identifier_hash=`, form),
  ],
  ['set_user, the hash in the query', 'passes', patch(`${widget}/contact/set_user?identifier_hash=aa`, { identifier })],
  [
    'set_user with an address beside the hash',
    'passes',
    patch(`${widget}/contact/set_user`, { identifier: 'own', identifier_hash: 'aa', email, phone_number: phone }),
  ],
];

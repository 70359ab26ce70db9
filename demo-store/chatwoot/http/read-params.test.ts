import { describe, expect, it } from 'vitest';
import { readParams } from './read-params.ts';

const post = (body: string | FormData, type?: string) =>
  readParams(
    new Request('http://x/?page=2&labels[]=a&labels[]=b', {
      method: 'POST',
      body,
      ...(type === undefined ? {} : { headers: { 'content-type': type } }),
    }),
  );

describe('parameters', () => {
  it('come from query and JSON body, the body first', async () => {
    expect(await post('{"page":3}', 'application/json')).toEqual({ page: 3, labels: ['a', 'b'] });
    expect(await post('[1,2]', 'application/json')).toEqual({ page: '2', labels: ['a', 'b'] });
  });

  it('may be nested in the names of a form', async () => {
    const form = await post('label[title]=x&label[more][deep]=y', 'application/x-www-form-urlencoded');
    expect(form.label).toEqual({ title: 'x', more: { deep: 'y' } });
  });

  it('carry files with name, type and bytes', async () => {
    const form = new FormData();
    form.append('message[content]', 'look');
    form.append('message[attachments][]', new File(['12345'], 'a.png', { type: 'image/png' }));
    expect((await post(form)).message).toEqual({
      content: 'look',
      attachments: [{ fileName: 'a.png', contentType: 'image/png', bytes: new TextEncoder().encode('12345') }],
    });
  });
});

import { cleanup, render, screen } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { contactDetailsSchema } from '../../../contract/submissions.ts';
import { setTexts } from '../texts/current-texts.ts';
import { pack } from '../texts/en.ts';
import { Details } from './Details.tsx';

setTexts(pack);

afterEach(cleanup);

function open(values: Partial<Parameters<typeof Details>[0]> = {}) {
  const onSave = vi.fn();
  render(<Details contact={undefined} isEmailWrong={false} onSave={onSave} {...values} />);
  return onSave;
}

const email = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'E-mail' });
const name = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Name (optional)' });
const save = () => userEvent.click(screen.getByRole('button', { name: 'Save' }));

describe('asking where to answer', () => {
  it('gives what our server takes', async () => {
    const onSave = open();
    await userEvent.type(email(), '  ann@mail.example ');
    await userEvent.type(name(), 'Ann');
    await save();
    expect(onSave).toHaveBeenCalledExactlyOnceWith({ email: 'ann@mail.example', name: 'Ann' });
    expect(contactDetailsSchema.safeParse(onSave.mock.calls[0]?.[0]).success).toBe(true);
  });

  it('is content with an address alone, by Enter', async () => {
    const onSave = open();
    await userEvent.type(email(), 'ann@mail.example{Enter}');
    expect(onSave).toHaveBeenCalledWith({ email: 'ann@mail.example', name: undefined });
  });

  it.each(['', 'ann', 'ann@mail', 'ann @mail.example'])('takes %j for a slip', async (slip) => {
    const onSave = open();
    if (slip) await userEvent.type(email(), slip);
    await save();
    expect(onSave).toHaveBeenCalledWith(undefined);
  });

  it('writes an address from the left, in every language', () => {
    open();
    expect(email().dir).toBe('ltr');
  });

  it('ties what is wrong to the field, in words', () => {
    open({ isEmailWrong: true });
    expect(email().getAttribute('aria-invalid')).toBe('true');
    const error = document.getElementById(email().getAttribute('aria-describedby') ?? '');
    expect(error?.textContent).toMatch(/name@example\.com/);
  });

  it('shows what was given before, to be changed', () => {
    open({ contact: { email: 'ann@mail.example', name: 'Ann' } });
    expect([email().value, name().value]).toEqual(['ann@mail.example', 'Ann']);
  });
});

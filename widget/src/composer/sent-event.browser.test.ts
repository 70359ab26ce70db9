import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { api, beTyping, chatIsGone, field, setStage, stage } from '../test-support/widget-stage.ts';

setStage();

it('tells the page that a message was sent from our box', async () => {
  window.fakeChat.start = chatIsGone;
  const sent = vi.fn();
  await beTyping('Hello');
  api().on('sent', sent);
  field().focus();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(stage.server.texts()).toEqual(['Hello']));
  expect(sent).toHaveBeenCalledExactlyOnceWith('box');
});

import { expect, it } from 'vitest';
import { formatSetupReport, type SetupReport } from './setup-report.ts';

it('prints a report that can be read', () => {
  const report: SetupReport = {
    storeId: 'b0c7d2d4-1111-4222-8333-444455556666',
    storeKey: 'acme',
    baseUrl: 'https://chat.example',
    accountId: 3,
    websiteInboxId: 7,
    apiInboxId: null,
    sessionMoves: null,
    steps: [
      { step: 'version', outcome: 'unchanged', message: 'Chatwoot is 4.14.0.', changed: [], kept: [] },
      {
        step: 'website-inbox',
        outcome: 'changed',
        message: 'Inbox 7, "Acme", is where chat runs.',
        changed: [{ what: 'pre-chat form', from: true, to: false }],
        kept: [{ what: 'widget colour', value: '#ff0000', wanted: '#1f5eff' }],
      },
    ],
  };
  expect(formatSetupReport(report)).toBe(
    [
      'unchanged  version        Chatwoot is 4.14.0.',
      'changed    website-inbox  Inbox 7, "Acme", is where chat runs.',
      '                          pre-chat form: on -> off',
      '                          widget colour: stays #ff0000; set-up would use #1f5eff',
      '',
      'Store acme: account 3 at https://chat.example, inboxes 7 (website) and none (messages). 1 unchanged, 1 changed.',
    ].join('\n'),
  );
});

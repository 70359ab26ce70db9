import { describe, expect, it } from 'vitest';
import { storeSettingsSchema } from '../../contract/settings.ts';
import { hasPhp, runPhp } from './test-support/run-php.ts';

const php = (text: string) => `'${text.replace(/['\\]/g, '\\$&')}'`;
const good = { server: 'https://chat.example', store_key: 'tea', position: 'left', color: '#1F5EFF', tracking: '1' };

interface Saved {
  saved: Record<string, string>;
  /** Fields, by name. */
  refused: string[];
}

/** What becomes of forms that are saved, each over the same options. */
function saveEach(forms: object[], options: object = {}): Saved[] {
  return runPhp(`
    $GLOBALS['options']['storefront_chat'] = json_decode( ${php(JSON.stringify(options))}, true );
    $save = static function ( array $form ): array {
      $GLOBALS['errors'] = array();
      return array( 'saved' => Options::sanitize( $form ), 'refused' => $GLOBALS['errors'] );
    };
    return array_map( $save, json_decode( ${php(JSON.stringify(forms))}, true ) );`) as Saved[];
}

describe.skipIf(!hasPhp)('the plugin’s rules (package php-cli)', () => {
  it('takes settings as they are meant: spaces, a slash at the end or no https, capitals of a colour', () => {
    const form = { ...good, store_key: ' tea ' };
    const addresses = [' https://chat.example/ ', 'chat.example', 'chat.example/'];
    const saved = { ...good, color: '#1f5eff', contact_words: '' };
    const answers = saveEach(addresses.map((server) => ({ ...form, server })));
    expect(answers).toEqual(addresses.map(() => ({ saved, refused: [] })));
  });

  it('refuses what is no good in words, and leaves what was saved', () => {
    const saved = { ...good, color: '#000000' };
    const bad: [field: keyof typeof saved, value: string][] = [
      ['server', 'http://chat.example'],
      ['server', 'chat shop'],
      ['server', '//chat.example'],
      ['server', 'https://user:word@chat.example'],
      ['server', 'https://chat.example/?a=b'],
      ['server', 'javascript:alert(1)'],
      ['store_key', 'tea shop'],
      ['store_key', '../admin'],
      ['store_key', 'tea\ntea'],
      ['color', 'red'],
      ['color', '#1f5eff;background:url(x)'],
    ];
    const forms = bad.map(([field, value]) => ({ ...saved, [field]: value }));
    const answers = saveEach(forms, saved);
    answers.forEach((answer, index) => {
      const [field, value] = bad[index] ?? [];
      expect([value, answer]).toEqual([value, { saved: { ...saved, contact_words: '' }, refused: [field] }]);
    });
    expect(answers).toHaveLength(bad.length);
  });

  it('takes http on the developer’s own machine, and an empty address: nobody is contacted then', () => {
    const servers = ['http://127.0.0.1:4001', 'http://localhost:8000', ''];
    const answers = saveEach(
      servers.map((server) => ({ ...good, server })),
      good,
    );
    expect(answers.map(({ saved, refused }) => [saved.server, refused])).toEqual(servers.map((server) => [server, []]));
  });

  it('makes nothing of what is no text', () => {
    const [answer] = saveEach([{ server: ['https://chat.example'], store_key: null, position: 'top', foreign: 'x' }]);
    expect(answer?.saved).toEqual({
      server: '',
      store_key: '',
      position: '',
      color: '',
      tracking: '',
      contact_words: '',
    });
  });

  describe('the identity secret', () => {
    const secret = `sfp_${'s'.repeat(43)}`;
    const sealed = `$sealed = Identity_Secret::sanitize( array( 'new' => ${php(secret)} ) ); $GLOBALS['options']['storefront_chat_secret'] = $sealed;`;

    it('is sealed each time anew, and opened again', () => {
      const answer = runPhp(`${sealed}
        return array( $sealed, Identity_Secret::sanitize( array( 'new' => ${php(secret)} ) ), Identity_Secret::read() );`) as string[];
      expect(answer[0]).toMatch(/^sealed:/);
      expect(answer[0]).not.toContain('sfp_');
      expect(answer[1]).not.toBe(answer[0]);
      expect(answer[2]).toBe(secret);
    });

    it('stays when the field is left empty, also when WordPress cleans it twice, and goes when it is to be forgotten', () => {
      expect(
        runPhp(`${sealed}
          return array(
            Identity_Secret::sanitize( array( 'new' => '' ) ) === $sealed,
            Identity_Secret::sanitize( $sealed ) === $sealed,
            Identity_Secret::sanitize( null ) === $sealed,
            Identity_Secret::sanitize( array( 'new' => 'too short' ) ) === $sealed,
            $GLOBALS['errors'],
            Identity_Secret::sanitize( array( 'forget' => '1', 'new' => '' ) ),
          );`),
      ).toEqual([true, true, true, true, ['secret'], '']);
    });

    it('cannot be opened elsewhere: with other salts, or altered', () => {
      expect(
        runPhp(`${sealed}
          $GLOBALS['salt'] = 'another';
          $elsewhere = array( Identity_Secret::read(), Identity_Secret::state() );
          unset( $GLOBALS['salt'] );
          $GLOBALS['options']['storefront_chat_secret'] = substr( $sealed, 0, -4 ) . 'AAA=';
          return array( $elsewhere, Identity_Secret::read(), Identity_Secret::state() );`),
      ).toEqual([['', 'unreadable'], '', 'unreadable']);
    });
  });

  it('the settings before the server was heard are what the widget takes, with our own words', async () => {
    const given = runPhp('return Default_Settings::all();') as { texts: Record<string, { launcher: string }> };
    const frame = { contract: 1, server: 'https://chat.example', storeKey: 'tea', assets: 'https://shop.example/*.js' };
    expect(storeSettingsSchema.parse({ ...frame, ...given })).toEqual({ ...frame, ...given });
    for (const [language, { launcher }] of Object.entries(given.texts)) {
      const { pack }: { pack: { launcher: string } } = await import(`../../widget/src/texts/${language}.ts`);
      expect([language, launcher]).toEqual([language, pack.launcher]);
    }
  });

  it('counts money in the minor units of its currency', () => {
    const amounts = [
      ['19.99', 'EUR'],
      [0.1 + 0.2, 'USD'],
      ['1980', 'JPY'],
      ['19.995', 'KWD'],
      ['', 'EUR'],
      ['-5', 'GBP'],
    ];
    const calls = amounts.map(
      ([amount, currency]) => `Money::minor_units( ${JSON.stringify(amount)}, ${JSON.stringify(currency)} )`,
    );
    expect(runPhp(`return array( ${calls.join()} );`)).toEqual([1999, 30, 1980, 19995, null, -500]);
  });

  it('reads a Content-Security-Policy as browsers do', () => {
    const policies: [policy: string, script: boolean, connection: boolean, frame: boolean][] = [
      ["default-src 'self'", true, false, false],
      ["script-src 'self'; connect-src 'self' https://chat.example", true, true, true],
      ["default-src *; script-src 'none'", false, true, true],
      ["script-src 'nonce-abc' 'strict-dynamic' https://shop.example", false, true, true],
      ["script-src 'nonce-abc' 'self'", true, true, true],
      ['script-src https:; connect-src https://*.example; frame-src https://chatwoot.example:8443', true, true, true],
      ['script-src shop.example; connect-src chat.example/v1/', true, true, true],
      ['connect-src evil.example https://chat.example.evil http://chat.example chat.exampl', true, false, true],
      ["img-src 'none'", true, true, true],
      ["SCRIPT-SRC 'SELF'; script-src 'none'; child-src 'self'", true, true, false],
    ];
    const answers = runPhp(`
      $answer = static function ( string $text ): array {
        $policy = new Content_Policy( $text, 'https://shop.example' );
        return array(
          $text,
          $policy->allows_script( 'https://shop.example', false ),
          $policy->allows( 'connect-src', 'https://chat.example' ),
          $policy->allows( 'frame-src', 'https://chatwoot.example:8443' ),
        );
      };
      return array_map( $answer, array( ${policies.map(([policy]) => php(policy)).join()} ) );`);
    expect(answers).toEqual(policies);
  });

  it('takes a nonce on our tag for good where the policy has nonces, and only there', () => {
    const asked = ["script-src 'nonce-abc' 'strict-dynamic'", "script-src 'nonce-abc'", "script-src 'none'"];
    const calls = asked.map(
      (policy) =>
        `( new Content_Policy( ${php(policy)}, 'https://shop.example' ) )->allows_script( 'https://cdn.example', true )`,
    );
    expect(runPhp(`return array( ${calls.join()} );`)).toEqual([true, true, false]);
  });

  it.each([
    ['as WordPress 6.1 prints it', `<script src='https://shop.example/a.js?ver=1' id='storefront-chat-js'></script>`],
    [
      'as 6.3 does',
      `<script src="https://shop.example/a.js?ver=1" id="storefront-chat-js" async data-wp-strategy="async"></script>`,
    ],
    [
      'behind an inline script',
      `<script id="storefront-chat-js-before">let a</script>\n<script src="https://shop.example/a.js"></script>`,
    ],
  ])('marks the tag %s: async, once, and to be left alone', (_, tag) => {
    const marked = runPhp(`return Chat_On_Page::mark_tag( ${php(tag)}, 'storefront-chat' );`) as string;
    expect(marked.match(/\sasync(?=[\s>])/g)).toHaveLength(1);
    expect(marked).toMatch(/<script data-no-optimize="1" [^>]*data-cfasync="false" nowprocket[^>]* src=/);
    expect(marked.replace(/ data-no-optimize.*?nowprocket( async)?(?= )/, '')).toBe(tag);
    expect(runPhp(`return Chat_On_Page::mark_tag( ${php(tag)}, 'jquery' );`)).toBe(tag);
  });

  it('asks optimisers for their leave in their own ways, and breaks none that says something else', () => {
    expect(
      runPhp(`return array(
        Optimisers::add_path( array( 'a' ) ), Optimisers::add_path( null ), Optimisers::add_path( 'text' ),
        Optimisers::add_to_autoptimize( 'wp-includes/js' ), Optimisers::add_to_autoptimize( '' ),
        Optimisers::keep_from_w3tc( true, '', 'wp-content/plugins/storefront-chat/assets/storefront-chat.js' ),
        Optimisers::keep_from_w3tc( true, '', 'jquery.js' ) );`),
    ).toEqual([
      ['a', '/storefront-chat/assets/'],
      null,
      'text',
      'wp-includes/js, /storefront-chat/assets/',
      '/storefront-chat/assets/',
      false,
      true,
    ]);
  });
});

import { type Finding, finding, type SelfTestPage, type Verdict } from './finding.ts';

/** Whether the launcher is to be seen, and what hides it. */
export function checkLauncher(page: SelfTestPage): Finding {
  return finding('Launcher', ...stateOf(page));
}

function stateOf({ settings, launcher }: SelfTestPage): [verdict: Verdict, value: string, advice?: string] {
  const { host, button } = launcher;
  const set = `storefront-chat stores set ${settings.storeKey}`;
  if (!host.isConnected) return ['bad', 'taken off the page', 'The page removed it, or called `shutdown()`.'];
  if (settings.launcher === 'none') {
    return [
      'note',
      'not drawn: the tag says data-launcher="none"',
      'A button of the shop calls `StorefrontChat.open()`.',
    ];
  }
  if (RegExp(settings.hiddenOn).test(location.pathname)) {
    return ['note', 'hidden: the store excludes this page', `\`${set} --hidden-on …\` names the pages without chat.`];
  }
  const above = document.querySelector(`:is(${settings.hiddenUnder})`);
  if (above) {
    const advice = `It comes back when that is gone. Wrong part? \`${set} --hidden-under …\``;
    return ['note', `hidden: it makes way for ${selectorOf(above)}`, advice];
  }
  if (button.ariaExpanded === 'true') return ['good', 'pressed, and what it opens is open'];
  if (!button.checkVisibility({ visibilityProperty: true })) {
    return ['bad', 'hidden by the page', 'Look for styles of the theme on `storefront-chat`, or on what surrounds it.'];
  }
  const lift = Number.parseFloat(host.style.getPropertyValue('--lift'));
  return ['good', lift ? `shown, ${-lift} px higher to stay above a bar` : 'shown'];
}

/** As one would write it in a selector. */
function selectorOf({ localName, id, classList }: Element): string {
  return localName + (id && `#${id}`) + [...classList].map((name) => `.${name}`).join('');
}

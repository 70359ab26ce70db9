import type { StoreSettings } from '../../../contract/settings.ts';

export interface WidgetSettings extends StoreSettings {
  /** The words on the launcher; `none`: the shop has a button of its own and calls `StorefrontChat.open()`. */
  launcher: string;
}

/**
 * The store's settings with what the script tag says about this page laid over them.
 * @param tag `data-position` (`left` | `right`), `data-color` (`#rrggbb`), `data-locale`, `data-launcher`
 */
export function withTagSettings(settings: StoreSettings, tag: DOMStringMap): WidgetSettings {
  return {
    ...settings,
    position: (['left', 'right'] as const).find((side) => side === tag.position) ?? settings.position,
    color: tag.color ?? settings.color,
    locale: tag.locale ?? settings.locale,
    launcher: tag.launcher ?? settings.texts.launcher,
  };
}

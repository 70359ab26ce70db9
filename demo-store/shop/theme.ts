import { fileURLToPath } from 'node:url';
import { Liquid } from 'liquidjs';
import { packageFile } from '../../server/package-file.ts';
import { countryName } from './checkout.ts';
import { formatMoney, formatPriceTag, formatShipping } from './money.ts';

export interface Theme {
  /** A whole page: the template inside the layout. */
  render(template: string, data: object): Promise<string>;
}

const dates = new Intl.DateTimeFormat('en-IE', { dateStyle: 'long', timeZone: 'UTC' });

/** The theme's templates, with the folder of our theme include beside its own snippets. */
export function openTheme(): Theme {
  const folder = fileURLToPath(packageFile('demo-store/shop/theme/'));
  const engine = new Liquid({
    root: [folder],
    partials: [`${folder}snippets`, fileURLToPath(packageFile('theme-snippets/liquid'))],
    extname: '.liquid',
    cache: true,
    strictFilters: true,
    ownPropertyOnly: true,
  });
  engine.registerFilter('money', formatMoney);
  engine.registerFilter('price_tag', formatPriceTag);
  engine.registerFilter('shipping_price', formatShipping);
  engine.registerFilter('long_date', (iso: string) => dates.format(new Date(iso)));
  engine.registerFilter('country_name', countryName);

  return {
    async render(template, data) {
      const content = await engine.renderFile(`templates/${template}`, data);
      return engine.renderFile('layout/theme', { ...data, template, content_for_layout: content });
    },
  };
}

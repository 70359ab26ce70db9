/** Writes the loader as a shop gets it, settings included, for `npm run size` to weigh. */
import { writeFileSync } from 'node:fs';
import { packageFile } from '../server/package-file.ts';
import { loaderScript } from '../server/stores/loader-script.ts';
import { storeSettings } from '../server/stores/store-settings.ts';
import { readWidgetAssets } from '../server/stores/widget-assets.ts';

const assets = readWidgetAssets();
const settings = storeSettings(
  {
    id: '',
    key: 's-0a1b2c3d4e5f6071',
    name: 'A shop with a name of some length',
    origins: [],
    isWidgetOn: true,
    isChatOn: true,
    color: '#2a478f',
    position: 'right',
    locale: 'en',
    texts: { greeting: 'Write to us; on weekdays somebody answers within the hour.' },
    chatwoot: { baseUrl: 'https://chatwoot.shop.example', websiteToken: 'Hy2vWq8ZcT4nBm6LxRp9KdSa' },
  },
  assets.paths,
);
writeFileSync(packageFile('dist/browser/widget/loader-with-settings.js'), loaderScript(assets.loader, settings));

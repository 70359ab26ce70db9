/** Writes the loader as a new shop gets it, with settings as set-up makes them, for `npm run size` to weigh. */
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
    offsetX: 20,
    offsetY: 20,
    size: 56,
    zIndex: 2147482999,
    hiddenOn: ['/checkout*'],
    hiddenUnder: '',
    locale: 'en',
    languages: null,
    texts: {},
    openingHours: null,
    identityMode: 'server',
    shopifyDomain: '',
    mode: 'chat',
    form: {},
    deliverTo: 'conversation',
    proofOfWork: 'under-attack',
    supportEmail: '',
    outageNoticeMinutes: 30,
    isTrackingOn: true,
    showActivity: 'conversation',
    eventRetentionDays: 90,
    attributionDays: 7,
    chatwoot: { baseUrl: 'https://chatwoot.shop.example', websiteToken: 'Hy2vWq8ZcT4nBm6LxRp9KdSa' },
  },
  assets,
  'https://chat.shop.example',
);
writeFileSync(packageFile('dist/browser/widget/loader-with-settings.js'), loaderScript(assets.loader, settings));

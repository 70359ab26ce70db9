import { defineCommand } from 'citty';

export const stores = defineCommand({
  meta: { name: 'stores', description: 'Add, connect, list, show and change stores. Every change is audited.' },
  subCommands: {
    add: () => import('./stores-add.ts').then(({ storesAdd }) => storesAdd),
    connect: () => import('./stores-connect.ts').then(({ storesConnect }) => storesConnect),
    list: () => import('./stores-list.ts').then(({ storesList }) => storesList),
    show: () => import('./stores-list.ts').then(({ storesShow }) => storesShow),
    set: () => import('./stores-set.ts').then(({ storesSet }) => storesSet),
    form: () => import('./stores-form.ts').then(({ storesForm }) => storesForm),
    hours: () => import('./stores-hours.ts').then(({ storesHours }) => storesHours),
    mail: () => import('./stores-mail.ts').then(({ storesMail }) => storesMail),
    analytics: () => import('./stores-analytics.ts').then(({ storesAnalytics }) => storesAnalytics),
    outcomes: () => import('./stores-outcomes.ts').then(({ storesOutcomes }) => storesOutcomes),
    'rotate-key': () => import('./stores-rotate-key.ts').then(({ storesRotateKey }) => storesRotateKey),
  },
});

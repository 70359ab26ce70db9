import { defineCommand } from 'citty';
import { storesAdd } from './stores-add.ts';
import { storesConnect } from './stores-connect.ts';
import { storesHours } from './stores-hours.ts';
import { storesList, storesShow } from './stores-list.ts';
import { storesOutcomes } from './stores-outcomes.ts';
import { storesRotateKey } from './stores-rotate-key.ts';
import { storesSet } from './stores-set.ts';

export const stores = defineCommand({
  meta: { name: 'stores', description: 'Add, connect, list, show and change stores. Every change is audited.' },
  subCommands: {
    add: storesAdd,
    connect: storesConnect,
    list: storesList,
    show: storesShow,
    set: storesSet,
    hours: storesHours,
    outcomes: storesOutcomes,
    'rotate-key': storesRotateKey,
  },
});

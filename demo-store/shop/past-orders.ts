import type { Order } from './orders.ts';

const jane = {
  name: 'Jane Whitcombe',
  email: 'jane@example.com',
  street: '14 Harbour Row',
  postcode: 'D02 X285',
  city: 'Dublin',
  country: 'IE',
  note: '',
} as const;

const luca = {
  name: 'Luca Moretti',
  email: 'luca@example.com',
  street: 'Via dei Vasai 8',
  postcode: '40126',
  city: 'Bologna',
  country: 'IT',
  note: 'Please ring twice.',
} as const;

/** What the two demo customers bought before `now`, so that there is something to ask about. */
export function pastOrders(now: Date): Order[] {
  return [
    {
      number: 1027,
      placedAt: daysBefore(now, 80),
      status: 'delivered',
      customerId: '1001',
      address: jane,
      lines: [line('alba-mug', 'Alba mug', 'chalk', 'Chalk', 2, 4800)],
      subtotalMinor: 4800,
      shippingMinor: 490,
      totalMinor: 5290,
    },
    {
      number: 1039,
      placedAt: daysBefore(now, 5),
      status: 'on its way',
      customerId: '1001',
      address: jane,
      lines: [
        line('duna-teapot', 'Duna teapot', 'moss', 'Moss', 1, 6800),
        line('serra-tea', 'Serra green tea', 'tin-80', 'Tin, 80 g', 2, 2800),
      ],
      subtotalMinor: 9600,
      shippingMinor: 0,
      totalMinor: 9600,
    },
    {
      number: 1041,
      placedAt: daysBefore(now, 2),
      status: 'being packed',
      customerId: '1002',
      address: luca,
      lines: [line('linha-plates', 'Linha plates, set of four', 'rose', 'Rose', 1, 8800)],
      subtotalMinor: 8800,
      shippingMinor: 0,
      totalMinor: 8800,
    },
  ];
}

function daysBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * 86_400_000).toISOString();
}

function line(handle: string, name: string, choiceId: string, choice: string, quantity: number, totalMinor: number) {
  return { handle, name, choiceId, choice, quantity, totalMinor };
}

/** One way to buy a product: a glaze or a size. `priceMinor` replaces the product's own price. */
export interface ProductChoice {
  id: string;
  label: string;
  priceMinor?: number;
}

export interface Product {
  /** Its address, and the name of its picture. */
  handle: string;
  name: string;
  kind: string;
  /** Cents, VAT included. */
  priceMinor: number;
  summary: string;
  description: string;
  details: { label: string; value: string }[];
  option: { name: string; choices: [ProductChoice, ...ProductChoice[]] };
  /** What the picture shows, for those who cannot see it. */
  alt: string;
}

const chalk = { id: 'chalk', label: 'Chalk' };
const cobalt = { id: 'cobalt', label: 'Cobalt' };
const moss = { id: 'moss', label: 'Moss' };
const rose = { id: 'rose', label: 'Rose' };
const ochre = { id: 'ochre', label: 'Ochre' };
const ink = { id: 'ink', label: 'Ink' };

const glaze = (...choices: Product['option']['choices']) => ({ name: 'Glaze', choices });

const washable = { label: 'Care', value: 'Dishwasher and microwave safe' };

export const products: Product[] = [
  {
    handle: 'alba-mug',
    name: 'Alba mug',
    kind: 'Stoneware',
    priceMinor: 2400,
    summary: 'The first cup of the day, with room for two fingers and a second thought.',
    description:
      'Thrown a little taller than most, so that coffee stays warm while you read one more page. The glaze stops short of the foot: the raw clay there is ours, dug an hour north of the workshop, and it feels like fine sandpaper in the hand.',
    details: [
      { label: 'Holds', value: '320 ml' },
      { label: 'Measures', value: '8.5 cm wide, 10 cm tall' },
      washable,
      { label: 'Made', value: 'On the wheel, in Porto, by Inês' },
    ],
    option: glaze(cobalt, chalk, moss),
    alt: 'Tall stoneware mug, glazed to a hand’s width above its bare clay foot',
  },
  {
    handle: 'duna-teapot',
    name: 'Duna teapot',
    kind: 'Stoneware',
    priceMinor: 6800,
    summary: 'Round as a river stone. Pours without a drip, to the last cup.',
    description:
      'It took us forty-one spouts to get one that stops when you do. Wide enough inside for leaves to open, with a strainer pierced by hand behind the spout and a lid that stays put when you tilt it.',
    details: [
      { label: 'Holds', value: '900 ml, four cups' },
      { label: 'Measures', value: '23 cm with spout, 15 cm tall' },
      { label: 'Care', value: 'Rinse with warm water, no soap' },
      { label: 'Made', value: 'On the wheel, in three parts, by Rui' },
    ],
    option: glaze(moss, chalk, ink),
    alt: 'Round teapot with a short spout, a loop handle and a small knob on its lid',
  },
  {
    handle: 'mare-bowl',
    name: 'Maré bowl',
    kind: 'Stoneware',
    priceMinor: 2800,
    summary: 'For soup, for salad, for pasta at the sofa: the one you reach for.',
    description:
      'Deep enough to carry, wide enough to eat from. The glaze is poured, not sprayed, and gathers in the middle like the tide line it is named for. No two gather alike.',
    details: [
      { label: 'Holds', value: '750 ml' },
      { label: 'Measures', value: '19 cm wide, 7 cm tall' },
      washable,
      { label: 'Made', value: 'On the wheel, in Porto, by Inês' },
    ],
    option: glaze(rose, cobalt, chalk),
    alt: 'Wide, low bowl with glaze pooling inside and bare clay at the foot',
  },
  {
    handle: 'colina-vase',
    name: 'Colina vase',
    kind: 'Stoneware',
    priceMinor: 5400,
    summary: 'A narrow neck that makes three stems look like a decision.',
    description:
      'Two thrown bowls, joined rim to rim while the clay still gives, then a neck pulled up from what is left. The seam stays visible as one soft line around the shoulder.',
    details: [
      { label: 'Measures', value: '16 cm wide, 24 cm tall' },
      { label: 'Neck', value: '3 cm, for one to five stems' },
      { label: 'Care', value: 'Wipe with a damp cloth' },
      { label: 'Made', value: 'On the wheel, in two parts, by Rui' },
    ],
    option: glaze(ochre, cobalt, chalk),
    alt: 'Round vase with a narrow neck, holding two dry stems',
  },
  {
    handle: 'neblina-pour-over',
    name: 'Neblina pour-over set with ash-wood collar',
    kind: 'Stoneware and ash',
    priceMinor: 6200,
    summary: 'Dripper and carafe in one slow gesture, with a collar that never gets hot.',
    description:
      'Ribs inside the cone keep the paper off the wall, so the water finds its own way down. The collar is turned from ash by a neighbour who makes oars for a living.',
    details: [
      { label: 'Holds', value: '600 ml' },
      { label: 'Filters', value: 'Paper, size 02' },
      { label: 'Care', value: 'Take the collar off, then dishwasher' },
      { label: 'Made', value: 'In Porto; collar in Matosinhos' },
    ],
    option: glaze(chalk, ink, moss),
    alt: 'Pour-over cone above a carafe, a wooden collar between them',
  },
  {
    handle: 'serra-tea',
    name: 'Serra green tea',
    kind: 'Whole leaf',
    priceMinor: 1400,
    summary: 'Grown in fog, rolled by hand. Tastes of cut grass and a little of the sea.',
    description:
      'First picking of the year, from a garden so steep that it is harvested on foot. Brew it cooler than you think, at 75 °C for two minutes, and then twice more.',
    details: [
      { label: 'Cups', value: 'About 30 from 80 g' },
      { label: 'Brew', value: '75 °C, two minutes' },
      { label: 'Keeps', value: '18 months, closed' },
      { label: 'Grown', value: 'Without pesticides, at 900 m' },
    ],
    option: {
      name: 'Size',
      choices: [
        { id: 'tin-80', label: 'Tin, 80 g' },
        { id: 'tin-200', label: 'Large tin, 200 g', priceMinor: 2900 },
      ],
    },
    alt: 'Green tea tin with a paper label, loose leaves in front of it',
  },
  {
    handle: 'linha-plates',
    name: 'Linha plates, set of four',
    kind: 'Stoneware',
    priceMinor: 8800,
    summary: 'Everyday plates with one brushed line, drawn while the wheel turns.',
    description:
      'Flat where the food is, with a rim just high enough to stop a pea. They stack low, they chip less than porcelain, and if one breaks we make you a single.',
    details: [
      { label: 'Set', value: 'Four plates' },
      { label: 'Measures', value: '24 cm wide, 2.5 cm tall' },
      washable,
      { label: 'Made', value: 'On the wheel, in Porto, by both of us' },
    ],
    option: glaze(chalk, rose, cobalt),
    alt: 'Stack of four plates with one more leaning behind it',
  },
  {
    handle: 'patio-planter',
    name: 'Pátio planter',
    kind: 'Stoneware',
    priceMinor: 4600,
    summary: 'A heavy foot and a saucer that belongs. For the plant that tips things over.',
    description:
      'Made from our coarsest clay, which breathes a little, so roots do too. The saucer is thrown from the same lump and fired underneath its pot; the two have never been apart. Plant not included.',
    details: [
      { label: 'Measures', value: '18 cm wide, 17 cm tall' },
      { label: 'Drainage', value: 'One hole, with saucer' },
      { label: 'Outdoors', value: 'Frost-proof to −10 °C' },
      { label: 'Made', value: 'On the wheel, in Porto, by Rui' },
    ],
    option: glaze(ochre, chalk, ink),
    alt: 'Planter on its saucer with a round-leaved plant',
  },
];

export function findProduct(catalogue: Product[], handle: string): Product | undefined {
  return catalogue.find((product) => product.handle === handle);
}

export function findChoice(product: Product, choiceId: string): ProductChoice | undefined {
  return product.option.choices.find((choice) => choice.id === choiceId);
}

/** Those in which every word stands somewhere, whatever its case and accents: `mare` finds the Maré bowl. */
export function searchProducts(catalogue: Product[], term: string): Product[] {
  const words = plain(term).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return catalogue.filter((product) => {
    const labels = product.option.choices.map(({ label }) => label);
    const text = plain([product.name, product.kind, product.summary, product.description, ...labels].join(' '));
    return words.every((word) => text.includes(word));
  });
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
}

/** Cents for one piece. */
export function priceOf(product: Product, choice: ProductChoice): number {
  return choice.priceMinor ?? product.priceMinor;
}

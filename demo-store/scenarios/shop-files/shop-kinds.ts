import type { PageParts, ShopKind } from './start-shop-site.ts';

/** As plugins and extensions print it. */
export const asPrinted = ({ block, fileUrl, nonce }: PageParts) => ({
  end: `${block}<script defer src="${fileUrl}" nonce="${nonce}"></script>`,
});

const script = (fileUrl: string, attributes = '') => `<script src="${fileUrl}" ${attributes}></script>`;

/** Long after the page, from an address of its own making, as plugins for faster pages do it. */
const rocket = (fileUrl: string) => `<script>
addEventListener('load', () => setTimeout(async () => {
  const code = await (await fetch('${fileUrl}')).blob();
  const script = document.createElement('script');
  script.src = URL.createObjectURL(code);
  document.body.append(script);
}, 100));
</script>`;

/** What becomes of block and file in shops, by host. */
export const movedAbout: Record<string, ShopKind> = {
  'block-last': { page: ({ block, fileUrl }) => ({ head: script(fileUrl), end: block }) },
  'block-last-async': { page: ({ block, fileUrl }) => ({ head: script(fileUrl, 'async'), end: block }) },
  'block-in-head': { page: ({ block, fileUrl }) => ({ head: block + script(fileUrl) }) },
  'as-module': { page: ({ block, fileUrl }) => ({ end: block + script(fileUrl, 'type="module" crossorigin') }) },
  rocket: { page: ({ block, fileUrl }) => ({ end: block + rocket(fileUrl) }) },
  combined: { page: ({ block }) => ({ end: `${block}<script src="/combined.js"></script>` }) },
  twice: { page: ({ block, fileUrl }) => ({ head: block + script(fileUrl), end: block + script(fileUrl, 'defer') }) },
};

/** What somebody has got wrong, by host: the block holds this. */
export const broken: Record<string, ShopKind> = {
  'not-json': { page: asPrinted, settings: '{"storeKey":"demo",' },
  'no-settings': { page: asPrinted, settings: '{}' },
  'null-settings': { page: asPrinted, settings: 'null' },
  'no-block': { page: ({ fileUrl }) => ({ end: script(fileUrl, 'defer') }) },
  'no-block-in-head': { page: ({ fileUrl }) => ({ head: script(fileUrl) }) },
};

export const both: Record<string, ShopKind> = {
  'tag-first': { page: ({ block, fileUrl, tag }) => ({ head: tag, end: block + script(fileUrl, 'defer') }) },
  'file-first': { page: ({ block, fileUrl, tag }) => ({ head: block + script(fileUrl, 'defer'), end: tag }) },
};

const turbo = '<script src="/turbo.js"></script>';

/** Pages that change without being loaded. */
export const routed: Record<string, ShopKind> = {
  'turbo-body': { page: (parts) => ({ head: turbo, ...asPrinted(parts) }) },
  'turbo-head': { page: ({ block, fileUrl }) => ({ head: turbo + block + script(fileUrl, 'defer') }) },
};

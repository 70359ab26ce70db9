/** Template engines with an include of ours: a folder each in theme-snippets/. */
export const engines = ['liquid', 'handlebars', 'twig', 'ejs', 'erb', 'blade', 'jinja', 'php'] as const;
export type Engine = (typeof engines)[number];

/** Where chat can be put, by the word that the command line takes. */
export const platforms = ['html', ...engines, 'shopify', 'woocommerce', 'react', 'vue', 'gtm'] as const;
export type Platform = (typeof platforms)[number];

export function isEngine(platform: Platform): platform is Engine {
  return engines.some((engine) => engine === platform);
}

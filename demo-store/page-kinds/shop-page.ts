import { type Product, products } from './page-kind.ts';

interface Parts {
  head?: string;
  /** Attributes of `<main>`, where routers look for theirs. */
  main?: string;
  /** After `<main>`. */
  end?: string;
  /** Attributes of `<body>`. */
  body?: string;
}

/** The page listens to messages in the old way, as many do; chat must not take that away. */
const ownScript = '<script>window.heard ??= []; window.onmessage = ({ data }) => window.heard.push(data);</script>';

/** A small shop page: a heading that tells which, links to all, and whatever the kind adds. */
export function shopPage({ name }: Product, { head = '', main = '', end = '', body = '' }: Parts): string {
  const links = products.map(({ path, name: other }) => `<a href="${path}">${other}</a>`).join(' ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${name}</title>
<link rel="icon" href="data:,">
${ownScript}
${head}
</head>
<body ${body}>
<main ${main}><h1>${name}</h1><nav>${links}</nav></main>
${end}
</body>
</html>`;
}

/** The tag as our documentation has it. */
export const asyncTag = (loaderUrl: string) => `<script async src="${loaderUrl}"></script>`;

import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { renderByProgram } from './render-by-program.ts';
import { renderEjs, renderHandlebars, renderLiquid } from './render-in-node.ts';

/** A template of a shop, with our include beside it, and what the shop hands it. */
export interface Job {
  template: string;
  values: object;
}

/** All at once, for a program is started once. @throws Error with what the engine had to say */
export type Render = (jobs: Job[]) => Promise<string[]>;

export interface Engine {
  /** Of its folder in `theme-snippets/`, and of its language in the code fences of a README. */
  name: string;
  /** Renders our include with all its values, each from a variable of the same name. */
  line: string;
  render: Render;
  /** Not here, and in these packages of Debian. */
  missing?: string | undefined;
}

const debianPython = '/usr/bin/python3';

export const engines: Engine[] = [
  {
    name: 'liquid',
    line: "{% render 'storefront-chat', server: server, store_key: store_key, nonce: nonce, proof: proof, contact: contact, page: page %}",
    render: renderLiquid,
  },
  {
    name: 'handlebars',
    line: '{{> storefront-chat server=server store_key=store_key nonce=nonce proof=proof contact=contact page=page}}',
    render: renderHandlebars,
  },
  {
    name: 'ejs',
    line: "<%- include('storefront-chat', { server, store_key, nonce, proof, contact, page }) %>",
    render: renderEjs,
  },
  {
    name: 'twig',
    line: "{{ include('storefront-chat.twig', { server: server, store_key: store_key, nonce: nonce, proof: proof, contact: contact, page: page }, with_context = false) }}",
    render: renderByProgram('twig', 'php', 'render.php', 'twig'),
    missing: without('php-cli php-twig', findProgram('php'), '/usr/share/php/Twig/autoload.php'),
  },
  {
    name: 'blade',
    line: "@include('storefront-chat', compact('server', 'store_key', 'nonce', 'proof', 'contact', 'page'))",
    render: renderByProgram('blade', 'php', 'render.php', 'blade'),
    missing: without('php-cli php-illuminate-view', findProgram('php'), '/usr/share/php/Illuminate/View/autoload.php'),
  },
  {
    name: 'php',
    line: "<?php require_once 'storefront-chat.php'; echo storefront_chat(compact('server', 'store_key', 'nonce', 'proof', 'contact', 'page')) ?>",
    render: renderByProgram('php', 'php', 'render.php', 'php'),
    missing: without('php-cli', findProgram('php')),
  },
  {
    name: 'erb',
    line: "<%= render 'storefront_chat', server: server, store_key: store_key, nonce: nonce, proof: proof, contact: contact, page: page %>",
    render: renderByProgram('erb', 'ruby', 'render.rb'),
    missing: without('ruby', findProgram('ruby')),
  },
  {
    name: 'jinja',
    line: "{% from 'storefront-chat.jinja' import storefront_chat %}{{ storefront_chat(server=server, store_key=store_key, nonce=nonce, proof=proof, contact=contact, page=page) }}",
    // Debian's packages belong to Debian's Python, which need not be the first on the PATH.
    render: renderByProgram('jinja', debianPython, 'render.py'),
    missing: without('python3-jinja2', debianPython, '/usr/lib/python3/dist-packages/jinja2'),
  },
];

function without(packages: string, ...paths: (string | undefined)[]): string | undefined {
  return paths.every((path) => path && existsSync(path)) ? undefined : packages;
}

function findProgram(name: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

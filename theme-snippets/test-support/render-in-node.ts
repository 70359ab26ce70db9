import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import ejs from 'ejs';
import Handlebars from 'handlebars';
import { Liquid } from 'liquidjs';
import type { Render } from './engines.ts';

const folderOf = (engine: string) => fileURLToPath(new URL(`../${engine}/`, import.meta.url));

export const renderLiquid: Render = (jobs) => {
  const engine = new Liquid({
    root: folderOf('liquid'),
    extname: '.liquid',
    cache: true,
    strictFilters: true,
    ownPropertyOnly: true,
  });
  return Promise.all(jobs.map(({ template, values }) => engine.parseAndRender(template, values)));
};

export const renderHandlebars: Render = async (jobs) => {
  const engine = Handlebars.create();
  engine.registerHelper(createRequire(import.meta.url)('../handlebars/storefront-chat-helpers.cjs'));
  engine.registerPartial('storefront-chat', readFileSync(`${folderOf('handlebars')}storefront-chat.hbs`, 'utf8'));
  return jobs.map(({ template, values }) => engine.compile(template)(values));
};

export const renderEjs: Render = async (jobs) =>
  jobs.map(({ template, values }) => ejs.render(template, values, { views: [folderOf('ejs')] }));

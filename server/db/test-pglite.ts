import type { PgliteClient } from './pglite/pglite-client.ts';
import { openFromTemplate, type Template } from './pglite/template.ts';

/** A database that one test file after the other has. */
interface Shared {
  client: PgliteClient;
  /** As it was when it was new; false: it cannot be, for its tables are others. */
  restore(): Promise<boolean>;
}

/** Databases of this process that nobody has. */
const idle = new Map<Template, Shared[]>();

/**
 * A database that starts as a copy of the template, for a test file: an earlier one's, emptied, if there is one in this
 * process, for opening a new one takes as long as many a file's tests.
 */
export async function borrowTestPglite(template: Template): Promise<PgliteClient> {
  const waiting = idle.get(template) ?? [];
  idle.set(template, waiting);
  const shared = waiting.pop() ?? (await share(await openFromTemplate(template)));
  return lend(shared, () => waiting.push(shared));
}

/** Whoever keeps the client for longer than its file finds it closed, as any other. */
function lend({ client, restore }: Shared, giveBack: () => void): PgliteClient {
  let closing: Promise<void> | undefined;
  function open(): PgliteClient {
    if (closing) throw new Error('The embedded database is closed.');
    return client;
  }
  async function close() {
    const isAsNew = await restore().catch(() => false);
    if (isAsNew) giveBack();
    else await client.close();
  }
  return {
    query: async (sql, params, options) => open().query(sql, params, options),
    exec: async (sql, options) => open().exec(sql, options),
    transaction: async (work) => open().transaction(work),
    listen: async (channel, onPayload) => open().listen(channel, onPayload),
    dumpTo: async (file) => open().dumpTo(file),
    close: () => (closing ??= close()),
  };
}

async function share(client: PgliteClient): Promise<Shared> {
  const tables = await tablesOf(client);
  const filled: string[] = [];
  for (const table of tables) {
    const { rows } = await client.query(`select from ${table} limit 1`);
    if (rows.length > 0) filled.push(table);
  }
  await client.exec('create schema as_new');
  for (const [at, table] of filled.entries()) await client.exec(`create table as_new.t${at} as table ${table}`);
  const emptied = tables.filter((table) => !filled.includes(table));

  async function restore() {
    await client.exec('reset role; unlisten *; select pg_advisory_unlock_all();');
    if (`${await tablesOf(client)}` !== `${tables}`) return false;
    await client.exec(`
      set session_replication_role = replica;
      ${truncateFilledOf(emptied)}
      ${filled.map((table, at) => `delete from ${table}; insert into ${table} table as_new.t${at};`).join('\n')}
      reset session_replication_role;`);
    return true;
  }
  return { client, restore };
}

/** Truncating a table costs the same whether it has rows or not: only those that have. */
function truncateFilledOf(tables: string[]): string {
  return `do $$
    declare name text; has_rows boolean; names text[] := '{}';
    begin
      foreach name in array array[${tables.map((table) => `'${table}'`).join(', ')}] loop
        execute 'select exists (select from ' || name || ')' into has_rows;
        if has_rows then names := names || name; end if;
      end loop;
      if names <> '{}' then execute 'truncate ' || array_to_string(names, ', ') || ' restart identity cascade'; end if;
    end $$;`;
}

/** All that is not PostgreSQL's own or ours; partitions come and go with what is in them. */
async function tablesOf(client: PgliteClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema', 'as_new') order by name`);
  return rows.map(({ name }) => name);
}

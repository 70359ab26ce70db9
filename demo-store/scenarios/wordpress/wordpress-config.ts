/** `wp-config.php` for a WordPress of tests. @param log file for all that PHP and WordPress complain of */
export function wordpressConfig({ url, socket, log }: { url: string; socket: string; log: string }): string {
  const constants = {
    DB_NAME: 'wordpress',
    DB_USER: 'root',
    DB_PASSWORD: '',
    DB_HOST: `localhost:${socket}`,
    DB_CHARSET: 'utf8mb4',
    DB_COLLATE: '',
    WP_HOME: url,
    WP_SITEURL: url,
    WP_DEBUG: true,
    WP_DEBUG_LOG: log,
    WP_DEBUG_DISPLAY: false,
    WP_CACHE: true,
    // What is due is run by the tests themselves.
    DISABLE_WP_CRON: true,
    AUTOMATIC_UPDATER_DISABLED: true,
    // Nothing of this leaves the machine.
    WP_HTTP_BLOCK_EXTERNAL: true,
    WP_ACCESSIBLE_HOSTS: 'localhost,127.0.0.1',
    ...Object.fromEntries(salts.map((name) => [name, `${name} of tests`])),
  };
  const lines = Object.entries(constants).map(([name, value]) => `define('${name}', ${phpValue(value)});`);
  const load = `require_once __DIR__ . '/wp-settings.php';`;
  return [
    '<?php',
    ...lines,
    `$table_prefix = 'wp_';`,
    `defined('ABSPATH') || define('ABSPATH', __DIR__ . '/');`,
    load,
  ].join('\n');
}

const salts = ['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'].flatMap((name) => [`${name}_KEY`, `${name}_SALT`]);

function phpValue(value: string | boolean): string {
  return typeof value === 'boolean' ? `${value}` : `'${value}'`;
}

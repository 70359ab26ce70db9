import type { WordPress } from './start-wordpress.ts';

/** What kinds of things are in a WordPress's database, by name. */
export interface DatabaseContents {
  tables: string[];
  options: string[];
  metaKeys: string[];
  postTypes: string[];
  /** Hooks that are due some time. */
  scheduled: string[];
  /** All roles with their rights, as stored. */
  roles: string;
}

/** What WordPress, WooCommerce and the rig write by themselves while people use them. */
const comesAndGoes =
  /^(_site_transient_|_transient_(?!storefront)|rig_|woocommerce_|recently_activated$|uninstall_plugins$)/;

export async function readDatabase({ run }: WordPress): Promise<DatabaseContents> {
  const contents = await run<DatabaseContents>(`
    global $wpdb;
    $meta = ["$wpdb->postmeta", "$wpdb->usermeta", "$wpdb->termmeta", "{$wpdb->prefix}wc_orders_meta"];
    $keys = array_map(fn($table) => "SELECT meta_key FROM $table", $meta);
    $hooks = array_merge(...array_map('array_keys', array_filter(array_values(_get_cron_array()), 'is_array')));
    return [
      'tables' => $wpdb->get_col('SHOW TABLES'),
      'options' => $wpdb->get_col("SELECT option_name FROM $wpdb->options ORDER BY option_name"),
      'metaKeys' => $wpdb->get_col(implode(' UNION ', $keys) . ' ORDER BY meta_key'),
      'postTypes' => $wpdb->get_col("SELECT DISTINCT post_type FROM $wpdb->posts ORDER BY post_type"),
      'scheduled' => array_values(array_unique($hooks)),
      'roles' => get_option('wp_user_roles') ? serialize(get_option('wp_user_roles')) : '',
    ];`);
  const { options, scheduled } = contents;
  return { ...contents, options: options.filter((name) => !comesAndGoes.test(name)), scheduled: scheduled.sort() };
}

export * from '../../shop-adapters/woocommerce.ts';

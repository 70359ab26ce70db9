export * from '../../shop-adapters/shopify.ts';

export * from '../../shop-adapters/data-layer.ts';

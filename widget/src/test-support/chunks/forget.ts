export * from '../../tracking/forget-visitors.ts';

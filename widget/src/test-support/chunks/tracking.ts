export * from '../../tracking/tracking.ts';

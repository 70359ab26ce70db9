export * from '../../work/solve-work.ts';

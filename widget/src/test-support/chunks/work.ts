export * from '../../proof-of-work/solve-work.ts';

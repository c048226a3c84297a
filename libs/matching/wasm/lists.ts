export * from './market';
export { openUp } from './open';
export { blocked, free } from './person';
export { begin, fill } from './mission';
export { clear, read } from './pools';

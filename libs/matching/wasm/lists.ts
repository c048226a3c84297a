export * from './market';
export { blocked, free, openUp } from './person';
export { begin, fill } from './mission';
export { clear, read } from './pools';

export * from './market';
export { openUp } from './open';
export { begin } from './room';
export { blocked, free, own } from './person';
export { list } from './mission';

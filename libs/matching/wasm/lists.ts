export * from './market';
export { openUp } from './open';
export { begin } from './room';
export { blocked, free } from './person';
export { list } from './mission';
export { read } from './pools';

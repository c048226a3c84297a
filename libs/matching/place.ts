import type { Place } from './model';

const EARTH_RADIUS = 63_710; // in units of 100 m (mean radius 6,371.0 km)
const RADIANS = Math.PI / 180;

/**
 * The point of a latitude and longitude in degrees, as three integers in units of 100 m from the Earth’s centre.
 * Computed once, when facts are written: comparing points then needs integers and one square root, so that every
 * implementation of the engine finds the same distance, anywhere on the globe.
 */
export function pointOf(latitude: number, longitude: number, label: string): Place {
  const lat = latitude * RADIANS;
  const lon = longitude * RADIANS;
  return {
    x: Math.round(EARTH_RADIUS * Math.cos(lat) * Math.cos(lon)),
    y: Math.round(EARTH_RADIUS * Math.cos(lat) * Math.sin(lon)),
    z: Math.round(EARTH_RADIUS * Math.sin(lat)),
    label,
  };
}

/**
 * Kilometres between two places, from their differences on each axis, rounded down. The straight line through the Earth
 * stands for the arc: 0.1 % short at 1,000 km, far below what “30 km away” means to anybody.
 */
export const kilometresApart = (dx: number, dy: number, dz: number): number =>
  Math.floor(Math.floor(Math.sqrt(dx * dx + dy * dy + dz * dz)) / 10);

/** Kilometres between two places, rounded down. */
export const kilometres = (from: Place, to: Place): number =>
  kilometresApart(from.x - to.x, from.y - to.y, from.z - to.z);

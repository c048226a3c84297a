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
 * Kilometres between two places, rounded down. The straight line through the Earth stands for the arc: 0.1 % short at
 * 1,000 km, far below what “30 km away” means to anybody.
 */
export function kilometres(from: Place, to: Place): number {
  const dx = from.x - to.x;
  const dy = from.y - to.y;
  const dz = from.z - to.z;
  return Math.floor(Math.floor(Math.sqrt(dx * dx + dy * dy + dz * dz)) / 10);
}

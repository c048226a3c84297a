/** A segment and who in it no longer counts: 1 for everybody who stands in a newer layer, or left. */
export interface Layer<Segment> {
  segment: Segment;
  gone?: Uint8Array;
}

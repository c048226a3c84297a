/** placeholder */
export function Home() {
  return <h1>…</h1>;
}

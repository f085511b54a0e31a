export function FillScreen({period}: {readonly period: string}) {
  return (
    <main>
      <h1>填数 {period}</h1>
    </main>
  );
}

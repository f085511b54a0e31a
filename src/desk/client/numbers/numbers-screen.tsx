export function NumbersScreen({slug}: {readonly slug: string}) {
  return (
    <main>
      <h1>核数 {slug}</h1>
    </main>
  );
}

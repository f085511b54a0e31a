export function PublishScreen({slug}: {readonly slug: string}) {
  return (
    <main>
      <h1>出版 {slug}</h1>
    </main>
  );
}

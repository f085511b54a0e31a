interface WriteScreenProps {
  readonly slug: string;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
}

export function WriteScreen({slug}: WriteScreenProps) {
  return (
    <main>
      <h1>写稿 {slug}</h1>
    </main>
  );
}

/** The user stopped a command: what was done is kept. */
export class Interruption extends Error {
  constructor() {
    super("The user stopped the command.");
    this.name = "Interruption";
  }
}

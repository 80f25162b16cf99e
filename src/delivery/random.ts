/** Port: chance. */
export interface Random {
  readonly bytes: (count: number) => Uint8Array;
}

// Texts by which scanners say that they read nothing. Must not know ports or keys.

/** `NoRead`, `%%NoRead`, `<NO READ>`, `NO-READ`: fixed-mount and presentation scanners send it when a trigger finds no code. */
export function isNoRead(text: string): boolean {
  return /^[^\p{L}\p{N}]*no[ _-]?read[^\p{L}\p{N}]*$/iu.test(text)
}

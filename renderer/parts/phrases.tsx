// A Chinese sentence that breaks after its marks first, so that no word is torn at the end of a line.

/** Each piece ends with the mark that closes it. */
const PIECE = /[^，。；、？！]+[，。；、？！]*["”）]*/g

export function Phrases({ text }: { text: string }) {
  const pieces = text.match(PIECE) ?? [text]
  if (pieces.length < 2) return text
  return pieces.map((piece) => (
    <span key={piece} className="phrase">
      {piece}
    </span>
  ))
}

// Digits in cells of one width: what is typed does not move what is still missing.

interface Props {
  readonly digits: string
  /** How many there will be. */
  readonly length: number
  /** Wider gaps before these places. */
  readonly gapsBefore?: readonly number[]
}

export function DigitCells({ digits, length, gapsBefore = [] }: Props) {
  const places = Array.from({ length }, (_, place) => place)
  return (
    <span className="digit-cells" aria-hidden="true">
      {places.map((place) => (
        <span
          key={place}
          className="digit-cell"
          data-gap={gapsBefore.includes(place)}
          data-next={place === digits.length}
        >
          {digits[place] ?? ''}
        </span>
      ))}
    </span>
  )
}

// The back of a card as a drawing: where the barcode is, and a light that passes over it. No real number on it.

const bars = [2, 5, 8, 14, 17, 23, 26, 29, 35, 41, 44, 50, 56, 59, 62, 68, 71, 77, 83, 86, 92, 95, 98, 104]
const wide = new Set([8, 23, 35, 56, 71, 86])

export function CardBack() {
  return (
    <svg className="card-back" viewBox="0 0 340 214" aria-hidden="true" focusable="false">
      <rect className="card-back-body" x="2" y="2" width="336" height="210" rx="16" />
      <rect className="card-back-stripe" x="2" y="24" width="336" height="36" />
      <rect className="card-back-line" x="28" y="76" width="132" height="9" rx="4.5" />
      <rect className="card-back-label" x="28" y="94" width="184" height="96" rx="6" />
      <g className="card-back-bars">
        {bars.map((x) => (
          <rect key={x} x={62 + x - 20} y="104" width={wide.has(x) ? 4.4 : 2} height="56" />
        ))}
      </g>
      <g className="card-back-digits">
        {[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((place) => (
          <rect key={place} x={44 + place * 15.4} y="170" width="9" height="10" rx="2" />
        ))}
      </g>
      <rect className="card-back-line" x="232" y="102" width="78" height="9" rx="4.5" />
      <rect className="card-back-line" x="232" y="122" width="60" height="9" rx="4.5" />
      <rect className="card-back-beam" x="18" y="131" width="204" height="3.4" rx="1.7" />
    </svg>
  )
}

// A key drawn as it looks on the keyboard.

export function KeyCap({ cap }: { cap: string }) {
  return (
    <span className="key-cap" aria-hidden="true">
      {cap}
    </span>
  )
}

// Custom properties may be set through React's style, which goes through the CSSOM and needs no inline style.
import 'react'

declare module 'react' {
  interface CSSProperties {
    readonly [customProperty: `--${string}`]: string | number | undefined
  }
}

// The barcode of an enrolment code, for the terminal's own scanner to read off a screen or a sheet of paper (EN7).
import { toSVG } from 'bwip-js/node'

/** SVG text of its own size. Code 128 with quiet zones; a module is three pixels, so that no screen blurs its edges. */
export function codeBarcodeSvg(barcodeText: string): string {
  const svg = toSVG({
    bcid: 'code128',
    text: barcodeText,
    scale: 3,
    height: 16,
    paddingwidth: 10,
    paddingheight: 3,
    backgroundcolor: 'ffffff',
  })
  const [, width = '0', height = '0'] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? []
  return svg.replace('<svg ', `<svg width="${width}" height="${height}" `)
}

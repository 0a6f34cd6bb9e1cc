// Barcodes of the sample cards: real Code 128 (QR for a link), so that a real scanner reads them off the screen.
import { toSVG } from 'bwip-js/node'

/** SVG text. Ten digits pack as Code 128 set C, as on a card. */
export function barcodeSvg(text: string): string {
  const isLink = /^https?:/.test(text)
  return toSVG({
    bcid: isLink ? 'qrcode' : 'code128',
    text,
    scale: 2,
    paddingwidth: 10,
    paddingheight: 4,
    ...(isLink ? {} : { height: 14 }),
  })
}

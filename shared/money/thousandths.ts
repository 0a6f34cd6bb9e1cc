// A rate in thousandths of a price: 8折 is 800, 85折 and 8.5折 are 850 (DOMAIN §5). Whole numbers only.

/** The part of a price, rounded half up to fen. `fen` and `thousandths` are not negative. */
export function thousandthsOf(fen: number, thousandths: number): number {
  return Math.floor((fen * thousandths + 500) / 1000)
}

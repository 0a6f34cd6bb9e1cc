// From the settings of a serial scanner to what its driver wants.
import type { SerialScannerConfig } from '../../drivers/serial/serial-scanner.ts'
import type { SerialScannerSettings } from './settings.ts'

export function serialConfigOf(settings: SerialScannerSettings): SerialScannerConfig {
  const { id, path, baudRate, mode, vendorId, productId, serialNumber, pnpId } = settings
  const identity = { vendorId, productId, serialNumber, pnpId }
  const isIdentified = Object.values(identity).some((value) => value !== undefined)
  return {
    id,
    path,
    ...(isIdentified ? { find: identity } : {}),
    baudRate,
    ...(mode === '8N1' ? { dataBits: 8, parity: 'none' } : { dataBits: 7, parity: 'even' }),
    stopBits: 1,
  }
}

// Does the one who asks hold the device key? Ed25519, the public half as raw bytes (EN2).
import { createPublicKey, verify } from 'node:crypto'

/** `publicKey` and `signature` as the protocol's schemas let them through. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' })
    return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64url'))
  } catch {
    // 32 bytes that are no point of the curve.
    return false
  }
}

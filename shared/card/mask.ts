// What bystanders may see: masked names and numbers. Counts code points, so 𠮷田 is two characters.
import type { MemberNumber } from './member-number.ts'

/** 王小明→王*明, 王明→王*, 欧阳娜娜→欧**娜, 王→*, 𠮷田→𠮷*. Only the first and the last of three or more stay. */
export function maskName(name: string): string {
  const characters = [...name.trim()]
  const first = characters[0]
  const last = characters.at(-1)
  if (first === undefined || last === undefined || characters.length === 1) return '*'
  if (characters.length === 2) return `${first}*`
  return `${first}${'*'.repeat(characters.length - 2)}${last}`
}

/** 9010000123 → 901****123, for slips and screens. */
export function maskNumber(number: MemberNumber): string {
  return `${number.slice(0, 3)}****${number.slice(7)}`
}

// Names of things whose ids come from the terminal's demo: an id without a word shows itself.
import { zhCN } from '../../shared/words/zh-CN.ts'
import type { Words } from '../language/use-words.ts'

export function nameOf({ say }: Words, group: 'demoCard' | 'demoDay', id: string): string {
  if (group === 'demoCard') return isKeyOf(zhCN.demoCard, id) ? say(`demoCard.${id}`) : id
  return isKeyOf(zhCN.demoDay, id) ? say(`demoDay.${id}`) : id
}

function isKeyOf<Tree extends object>(tree: Tree, key: string): key is keyof Tree & string {
  return Object.hasOwn(tree, key)
}

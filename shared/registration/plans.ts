// The plan versions that ship with the terminal. Later versions arrive as packages in the same format.
import { type Plan, planSchema } from './plan.ts'

/** The leaflet's plan, 《上海工会会员服务卡简介（2014版）》. */
export const plan2014: Plan = planSchema.parse({
  id: '2014',
  title: '专享基本保障（2014版）',
  appliesFrom: '2014-01-01',
  periods: [
    {
      months: [1, 2, 3, 4, 5, 6],
      from: { years: 0, monthDay: '07-01' },
      to: { years: 1, monthDay: '06-30' },
    },
    {
      months: [7, 8, 9, 10, 11, 12],
      from: { years: 1, monthDay: '01-01' },
      to: { years: 1, monthDay: '06-30' },
    },
  ],
  benefits: [
    {
      id: 'disease',
      amountFen: 1_000_000,
      conditions: ['恶性肿瘤', '终末期肾病', '良性脑肿瘤', '重大器官移植术或造血干细胞移植术'],
    },
    { id: 'accident', amountFen: 3_000_000, conditions: ['意外伤害致残（全残）或身故'] },
  ],
})

const shipped: readonly Plan[] = [plan2014]

export function findPlan(id: string): Plan | undefined {
  return shipped.find((plan) => plan.id === id)
}

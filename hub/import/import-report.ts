// What was wrong with a list, line by line, for the union that sent it. Never holds a name, nor a number beyond its masked form.
import type { ListColumn } from './csv-columns.ts'

/** What is wrong with a row, and how it is said. Only `UNKNOWN_HEADER` does not reject anything. */
export const rowProblems = {
  BAD_NUMBER: ['会员编号不是10位数字', 'the member number is not ten digits'],
  DUPLICATE_NUMBER: [
    '会员编号在本文件中重复，仅采用第一行',
    'the number is listed twice, the first row counts',
  ],
  MISSING_VALUE: ['必填项为空', 'a required value is missing'],
  BAD_NAME: ['姓名过长或含有控制字符', 'the name is too long or holds control characters'],
  BAD_DATE: ['日期无法识别', 'not a date'],
  FUTURE_DATE: ['日期晚于名册日期', 'the date lies after the as-of date of the list'],
  BAD_PERIOD: ['保障期无法识别', 'not a list of periods'],
  WRONG_COLUMN_COUNT: ['列数与表头不符', 'the row has not as many cells as the header'],
  BAD_QUOTES: ['引号不匹配', 'quotation marks do not match'],
  UNKNOWN_HEADER: ['未知的列，已忽略', 'unknown column, ignored'],
} as const satisfies Record<string, readonly [zh: string, en: string]>
export type RowProblemCode = keyof typeof rowProblems

export interface RowProblem {
  /** Line of the file, from 1; for a row of several lines the last one. */
  readonly line: number
  readonly code: RowProblemCode
  readonly column?: ListColumn
  /** 901****123, when the row has a number. */
  readonly maskedNumber?: string
  /** For `UNKNOWN_HEADER`: position of the column, from 1. */
  readonly position?: number
}

export interface ImportReport {
  readonly accepted: number
  readonly rejected: number
  /** How often each problem was met. */
  readonly counts: Readonly<Partial<Record<RowProblemCode, number>>>
  /** At most `MAX_LISTED` of them, in the order of the file. */
  readonly problems: readonly RowProblem[]
  /** All of them, listed or not. */
  readonly problemsTotal: number
}

export const MAX_LISTED = 1000

export interface ReportBook {
  accept(): void
  /** One row with everything that is wrong with it. */
  reject(problems: readonly RowProblem[]): void
  /** Something worth saying that rejects no row. */
  note(problem: RowProblem): void
  report(): ImportReport
}

export function createReportBook(): ReportBook {
  let accepted = 0
  let rejected = 0
  let problemsTotal = 0
  const counts: Partial<Record<RowProblemCode, number>> = {}
  const problems: RowProblem[] = []
  function note(problem: RowProblem): void {
    problemsTotal++
    counts[problem.code] = (counts[problem.code] ?? 0) + 1
    if (problems.length < MAX_LISTED) problems.push(problem)
  }
  return {
    accept() {
      accepted++
    },
    reject(found) {
      rejected++
      for (const problem of found) note(problem)
    },
    note,
    report: () => ({ accepted, rejected, counts, problems, problemsTotal }),
  }
}

// The page somebody sees who opened the terminal without its address or before it was built. No script, no style, no input.

export type RefusalReason = 'NO_SESSION' | 'NOT_BUILT'

const sentences: Readonly<Record<RefusalReason, { readonly zh: string; readonly en: string }>> = {
  NO_SESSION: {
    zh: '请从终端显示的地址打开本页面（地址中含有 token，每次启动都会更换）。',
    en: 'Please open this page from the address the terminal printed (it contains a token that changes at every start).',
  },
  NOT_BUILT: {
    zh: '页面尚未构建，请先运行 npm run build，再重新启动终端。',
    en: 'The page has not been built: run npm run build, then start the terminal again.',
  },
}

export function refusalPage(reason: RefusalReason): string {
  const { zh, en } = sentences[reason]
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<title>工会会员服务卡终端</title>
<h1>${zh}</h1>
<p lang="en">${en}</p>
</html>
`
}

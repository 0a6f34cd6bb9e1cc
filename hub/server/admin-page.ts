// The admin page: the files `npm run build` made of hub/page. Where nobody has built it, a sentence says so.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

export const PAGE_NOT_BUILT = '管理页面尚未生成，请运行 npm run build / admin page not built: npm run build'

export function isPageBuilt(pageDir: string): boolean {
  return existsSync(join(pageDir, 'index.html'))
}

export async function addAdminPage(server: FastifyInstance, pageDir: string): Promise<void> {
  for (const url of ['/', '/admin'])
    server.get(url, { schema: { hide: true } }, async (_request, reply) => reply.redirect('/admin/'))
  if (!isPageBuilt(pageDir)) {
    server.get('/admin/', { schema: { hide: true } }, async (_request, reply) =>
      reply.status(503).type('text/plain; charset=utf-8').send(`${PAGE_NOT_BUILT}\n`),
    )
    return
  }
  await server.register(fastifyStatic, {
    root: pageDir,
    prefix: '/admin/',
    dotfiles: 'deny',
    decorateReply: false,
  })
}

import rehypeStringify from 'rehype-stringify'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import {unified} from 'unified'

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, {allowDangerousHtml: true})
  .use(rehypeStringify, {allowDangerousHtml: true})

/** A page as the least careful viewer of Markdown makes it: raw HTML runs, any link is a link, no policy. */
export function permissivePage(markdown: string): string {
  return `<!DOCTYPE html><meta charset="utf-8"><body>${processor.processSync(markdown)}`
}

import {githubPages} from '../../src/targets/github-pages.js'
import {testTarget} from './conformance.js'
import {createGitHost} from './git-host.js'

for (const allowRewrite of [false, true]) {
  testTarget(`github-pages${allowRewrite ? ' that may rewrite' : ''}`, async () => {
    const host = await createGitHost()
    const {remote, context} = host
    const url = 'https://pages.example/site'
    return {
      target: githubPages({remote, url, allowRewrite}, context),
      served: async () => host.files(),
      put: async (file, text) => void host.commit(file, text),
      take: async (file) => void host.commit(file, undefined),
    }
  })
}

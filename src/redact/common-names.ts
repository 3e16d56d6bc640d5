/** Names of accounts and machines that are words too: masked nowhere but where only such a name stands. */
const words = new Set(
  [
    'user name test tests testing dev devel developer development root node admin administrator guest',
    'ubuntu debian fedora centos alpine arch rocky oracle redhat linux darwin windows macos vagrant docker',
    'runner jenkins circleci travis gitlab github gitea codespace vscode coder gitpod replit jovyan build',
    'builder deploy deployer deployment service services daemon nobody postgres mysql redis nginx apache',
    'kafka spark hadoop elastic ansible terraform student teacher owner default public private local remote',
    'system server client main master home work office desktop laptop macbook computer machine host localhost',
    'null undefined true false none string number object function class data code demo sample example temp',
    'operator support sales info mail email team company staff agent agents claude opencode cursor copilot',
    'project projects workspace source session message model text file files path page pages script style',
    'mark will rose grace frank jack chase bill rich dean drew grant miles faith hope dawn april june august',
    'summer autumn amber ruby jade pearl crystal angel star stone wood woods young king prince price brook',
    'banks wells fields rivers page cook baker mason carter hunter fisher shepherd field hill lane west east',
    'north south black white green brown gray grey gold silver redacted token secret value values password',
    'jordan python java rust swift scala perl lisp haskell react angular vite next nuxt svelte django flask',
    'rails spring express koala panda tiger lion eagle falcon hawk robin jay dove wolf bear fox',
    'web api app apps bot box core cloud data edge hub lab labs link live media micro mini nano net open',
    'pixel pi play point port power prime proxy pull push query queue rest root router sand scan shell',
    'space stack stage staging state storage store stream support sync task tech time tool tools track trust',
    'type unit view watch wave word words world zone raspberrypi penguin chromebook container sandbox',
  ].flatMap((line) => line.split(' ')),
)

/** Whether a text may say the name and mean no person or machine. */
export function isCommonName(name: string): boolean {
  return name.length < 4 || words.has(name.toLowerCase()) || /^\d+$/.test(name)
}

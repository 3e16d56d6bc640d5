/**
 * The script of the page: comfort only. It stands in the head, so that theme and view are right at the first
 * paint; everything else waits for the document and costs nothing until it is used.
 */
import {startContents} from './contents.js'
import {startCopy} from './copy.js'
import {startFolds} from './folds.js'
import {startKeys} from './keys.js'
import {startLanding} from './landing.js'
import {startLinks} from './links.js'
import {on, root} from './page.js'
import {startSearch} from './search.js'
import {giveWay} from './settle.js'
import {startSwitches, switchEarly} from './switches.js'

root.classList.add('sp-js')
switchEarly()
on('DOMContentLoaded', () => {
  for (const type of ['wheel', 'touchstart', 'pointerdown', 'keydown']) {
    on(type, giveWay, {capture: true, passive: true})
  }
  startSwitches()
  startFolds()
  const landed = startLanding()
  startLinks()
  startKeys()
  startCopy()
  startContents()
  startSearch(landed)
})

import {wayPage} from '../../templates/way.js'
import {htmlText} from './html.js'

/**
 * The page at the address that `opencode import` takes, which leads on to the share.
 *
 * @param address Where visitors read the share, on the same host.
 */
export function renderWay(address: string): string {
  // Without the host: a site that has several names keeps the one by which a visitor came.
  return htmlText(wayPage(new URL(address).pathname))
}

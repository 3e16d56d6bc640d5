import {SessionpressError} from '../errors.js'

/** @throws SessionpressError `USAGE_INVALID` */
export function checkPort(port: number): void {
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return
  throw new SessionpressError('USAGE_INVALID', '`--port` is no port', {
    hint: 'Give a number from 0 to 65535; 0 takes a free one.',
  })
}

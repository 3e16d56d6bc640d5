import {checkShelfName, type Shelf} from '../../system/shelf.js'
import type {StateBucket} from './state-bucket.js'

/** A shelf in a bucket, for all that know of it. */
export function bucketShelf(bucket: StateBucket): Shelf {
  return {
    location: bucket.location,

    async read(name) {
      checkShelfName(name)
      return (await bucket.get(name))?.bytes
    },

    async write(name, bytes, {isNew = false} = {}) {
      checkShelfName(name)
      if (isNew) return (await bucket.putIf(name, bytes, undefined)) !== undefined
      await bucket.put(name, bytes)
      return true
    },

    async list(prefix) {
      return (await bucket.list(prefix)).map(({name}) => name)
    },

    async remove(names) {
      names.forEach(checkShelfName)
      await bucket.remove(names)
    },
  }
}

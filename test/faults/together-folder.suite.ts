import {folderPlace} from './lab.js'
import {togetherRows} from './together-rows.js'

togetherRows({target: 'directory', makePlace: folderPlace})

// The bundle has this in place of the package `string-width`, with which yargs lays out its help
// (`--alias` in package.json): the package's tables cost a third of what starting Node does, also
// where no help is asked for. A package is imported by default, so this one file exports so.
export {widthOf as default} from '../text/width.js'

// The folder `system` has it now; this name goes with its last importer, `sources/opencode/sqlite.ts`.
export {createTemporaryFolder, type TemporaryFolder} from './system/temporary-folder.js'

/** Scripts that run without a build share the browser of the tests, so it is plain JavaScript. */
export {launchChromium, unpack} from './launch-chromium.mjs'

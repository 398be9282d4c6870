/** Written by the build from `browser/`: what every page holds beside its data. */
declare module '#page' {
  const assets: import('./build.js').Assets;
  export default assets;
}

/** Written by the build from `lexicons/*.yml`, so that a run does not pay for parsing YAML. */
declare module '#lexicons' {
  const compiled: import('./compile.js').Compiled;
  export default compiled;
}

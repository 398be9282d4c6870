/** Written by the build from `lexicons/*.yml`, so that a run does not pay for parsing YAML. */
declare module '#lexicons' {
  const lexicons: import('../types.js').Lexicon[];
  export default lexicons;
}

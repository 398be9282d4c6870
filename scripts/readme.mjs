/** Puts the program's present output into the `console` blocks of the README. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const readme = readFileSync('README.md', 'utf8').replace(/(```console\n\$ npx stdiplo (.+)\n)[\s\S]*?```/g, (_, head, command) => {
  const { stdout } = spawnSync(process.execPath, ['bin/stdiplo.js', ...command.split(' ')], { encoding: 'utf8' });
  return `${head}${stdout}\`\`\``;
});
writeFileSync('README.md', readme);

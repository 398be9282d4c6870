/** Puts the program's present output into the `console` blocks of the README, but for those that leave lines out. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const readme = readFileSync('README.md', 'utf8').replace(/(```console\n\$ npx stdiplo (.+)\n)[\s\S]*?```/g, (block, head, command) => {
  if (/^\.\.\.$/m.test(block)) return block;
  const { stdout } = spawnSync(process.execPath, ['bin/stdiplo.js', ...command.split(' ')], { encoding: 'utf8' });
  return `${head}${stdout}\`\`\``;
});
writeFileSync('README.md', readme);

#!/usr/bin/env node
'use strict';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`error: Courant needs Node.js 20.19 or later, and this is ${process.versions.node}.\n`);
  process.exitCode = 2;
} else {
  void require('./load-program.js').runProgram();
}

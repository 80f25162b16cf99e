#!/usr/bin/env node
import { run } from '../build/main.js';

await run();

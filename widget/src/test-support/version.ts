// What the build puts in the place of this name.
Object.assign(globalThis, { __VERSION__: '0.0.0' });

// frame.js

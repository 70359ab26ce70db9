// sdk.js
